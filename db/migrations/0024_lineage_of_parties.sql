-- expand
-- kernel/vault: whose a content is, without the rows of what is nobody's: a logo is in every mail.
create index file_lineage_of_party on file_lineage (org_id, sha256, party_id) where party_id is not null;
