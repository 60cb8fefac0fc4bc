import { addressRecogniser } from './recognisers/address.ts'
import { accountRecogniser, insuredNumberRecogniser, symbolNumberRecogniser } from './recognisers/bank-and-insurance.ts'
import { emailRecogniser } from './recognisers/email.ts'
import { digitNumberRecogniser, letterNumberRecogniser } from './recognisers/identity-numbers.ts'
import { phoneRecogniser } from './recognisers/phone.ts'
import { birthRecogniser, postalRecogniser } from './recognisers/postal-and-birth.ts'
import { diseaseRecogniser, specialCareRecogniser } from './recognisers/special-care.ts'
import { scanWith } from './text/scan.ts'

/** One pass over a normalised text for everything but names. */
export const scanPatterns = scanWith([
  emailRecogniser,
  phoneRecogniser,
  postalRecogniser,
  birthRecogniser,
  digitNumberRecogniser,
  letterNumberRecogniser,
  accountRecogniser,
  symbolNumberRecogniser,
  insuredNumberRecogniser,
  addressRecogniser,
  specialCareRecogniser,
  diseaseRecogniser,
])
