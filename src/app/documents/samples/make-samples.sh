#!/bin/sh
# Makes the samples of Office and PDF beside this file with LibreOffice, a program that shares nothing with our readers.
# All in them is made up. Each place of a document holds a number of its own, so that a test sees which place was read.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

root() {
  cat <<XML
<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.$1">
<office:meta><dc:title>個人番号 $2</dc:title></office:meta>
XML
}

{
  root text 100000000102
  cat <<'XML'
<office:automatic-styles>
 <style:page-layout style:name="pl"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"/>
  <style:header-style/><style:footer-style/></style:page-layout>
 <style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="pl">
 <style:header><text:p>個人番号 100000000200</text:p></style:header>
 <style:footer><text:p>個人番号 100000000307</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>
 <text:p>見本の名簿です。個人番号 100000000404<office:annotation><dc:creator>見本花子</dc:creator><text:p>個人番号 100000000501</text:p></office:annotation></text:p>
 <text:p>注<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>個人番号 100000000609</text:p></text:note-body></text:note></text:p>
 <text:p><text:span text:style-name="H">個人番号 100000000706</text:span></text:p>
 <table:table><table:table-column table:number-columns-repeated="2"/>
  <table:table-row><table:table-cell><text:p>氏名</text:p></table:table-cell><table:table-cell><text:p>個人番号</text:p></table:table-cell></table:table-row>
  <table:table-row><table:table-cell><text:p>佐藤太郎</text:p></table:table-cell><table:table-cell><text:p>100000000803</text:p></table:table-cell></table:table-row>
 </table:table>
</office:text></office:body></office:document>
XML
} > "$work/old-word.fodt"

cells() {
  for text in "$@"; do
    printf '<table:table-cell office:value-type="string"><text:p>%s</text:p></table:table-cell>' "$text"
  done
}
{
  root spreadsheet 100000000102
  cat <<'XML'
<office:automatic-styles>
 <style:style style:name="hidden" style:family="table" style:master-page-name="Default"><style:table-properties table:display="false"/></style:style>
 <style:style style:name="shown" style:family="table" style:master-page-name="Default"><style:table-properties table:display="true"/></style:style>
 <style:page-layout style:name="pl"><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Default" style:page-layout-name="pl">
 <style:header><text:p>個人番号 100000000200</text:p></style:header>
 <style:footer><text:p>個人番号 100000000307</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:spreadsheet>
XML
  printf '<table:table table:name="一覧" table:style-name="shown"><table:table-row>%s</table:table-row>' "$(cells 氏名 個人番号)"
  printf '<table:table-row>%s' "$(cells 佐藤太郎)"
  printf '<table:table-cell office:value-type="string"><office:annotation><text:p>個人番号 100000000501</text:p></office:annotation><text:p>100000000404</text:p></table:table-cell></table:table-row></table:table>'
  printf '<table:table table:name="裏" table:style-name="hidden"><table:table-row>%s</table:table-row><table:table-row>%s</table:table-row></table:table>' "$(cells 氏名 個人番号)" "$(cells 鈴木花子 100000000609)"
  printf '</office:spreadsheet></office:body></office:document>\n'
} > "$work/old-sheets.fods"

for each in old-word.fodt:doc old-word.fodt:docx old-word.fodt:pdf old-sheets.fods:xls old-sheets.fods:xlsx; do
  soffice --headless "-env:UserInstallation=file://$work/profile" --convert-to "${each#*:}" --outdir "$work" "$work/${each%:*}"
done
for made in "$work"/*.doc "$work"/*.docx "$work"/*.xls "$work"/*.xlsx "$work"/*.pdf; do
  base=$(basename "$made")
  case "$base" in *x) base="new-${base#old-}" ;; *.pdf) base=word.pdf ;; esac
  cp "$made" "$here/$base"
done
