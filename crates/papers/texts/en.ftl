# What papers say in English. The keys are those of fr.ftl.

## Events, as they stand behind “after”; `.until` is for what lasts until them. `.office` is for papers that do not speak to the person

event-collected = the collection of the data
    .until = until the data is collected
event-created = the record was created
    .until = until the record is created
event-updated = the record was last changed
    .until = until the record was last changed
event-last_contact = your last contact with us
    .until = until your last contact with us
    .office = the person's last contact
    .office-until = until the person's last contact
event-last_login = your last login
    .until = until your last login
    .office = the person's last login
    .office-until = until the person's last login
event-last_activity = your last activity
    .until = until your last activity
    .office = the person's last activity
    .office-until = until the person's last activity
event-last_purchase = your last purchase
    .until = until your last purchase
    .office = the person's last purchase
    .office-until = until the person's last purchase
event-applied = your application
    .until = until your application
    .office = the application
    .office-until = until the application
event-recorded = the recording
    .until = until the recording
event-received = the receipt
    .until = until the receipt
event-issued = the date of issue
    .until = until the date of issue
event-paid = the payment
    .until = until the payment
event-delivered = the delivery
    .until = until the delivery
event-filled = the post was filled
    .until = until the post is filled
event-card_expiry = the card's expiry
    .until = until the card's expiry
event-answered = our answer
    .until = until our answer
    .office = the answer
    .office-until = until the answer
event-resolved = the matter was resolved
    .until = until the matter is resolved
event-contract_end = the end of the contract
    .until = until the end of the contract
event-relationship_end = the end of the relationship
    .until = until the end of the relationship
event-subscription_end = the end of the subscription
    .until = until the end of the subscription
event-warranty_end = the end of the warranty
    .until = until the end of the warranty
event-employment_end = the end of employment
    .until = until the end of employment
event-account_closed = the closing of the account
    .until = until the closing of the account
event-case_closed = the closing of the case
    .until = until the closing of the case
# One that the company has named itself.
event-own = { $event }
    .until = until this event: “{ $event }”

## How long

# $count is how many events there are; $archive and $end tell what comes then.
keep-after = { $count ->
    [one] { $period } after { $events }
   *[other] { $period } after { $events }, whichever comes last
}
keep-until = { $count ->
    [one] { $events }
   *[other] { $events }, whichever comes last
}
keep-after-archive = { $count ->
    [one] { $period } after { $events }, then { $archive } in archive
   *[other] { $period } after { $events }, whichever comes last, then { $archive } in archive
}
keep-until-archive = { $count ->
    [one] { $events }, then { $archive } in archive
   *[other] { $events }, whichever comes last, then { $archive } in archive
}
# What is archived at once; $phrase is how long.
keep-archive = { $phrase }, in archive only

phase-active = In use: { $phrase }.
phase-archived = Then in an archive, apart from the data in use and open to few: { $period }.
phase-not-active = Not kept in use.
phase-only-archived = Only in an archive, apart from the data in use and open to few: { $phrase }.
end-erase = Then erased.
end-anonymise = Then made anonymous: nothing that is left leads back to you.

## The notice

title = { $controller }: what we do with your data
title-of-site = { $controller }: what we do with your data on { $site }
version = Version of { $date }
published = Published at
change = What changed
contents = Contents

short = In short
short-controller = { $controller } decides what is done with this data, and answers for it. The table tells for what we use it and how long we keep it. All of it follows in full, under the same numbers.
short-objection = You have the right to object to some of it: see “{ $heading }”.
short-rights = You can ask us at any time what we have about you, and have it corrected. Which other rights you have stands under “{ $heading }”.
short-complaint = You can also complain to the authority that watches over data protection: see “{ $heading }”.
short-territory = All data stays within { $regions }: see “{ $heading }”.
short-caption = What we use data for
column-purpose = What for
column-subjects = About whom
column-keep = For how long

controller = Who decides
controller-is = The controller, who decides about the data, is { $controller }.
controller-address = Address
controller-registration = Registration
controller-contact = How to reach us about your data
controller-representative = Our representative in the European Union
controller-officer = Our data protection officer
controller-no-officer = There is none.

sites = Our sites
site-about = What happens there: { $purposes }.
    .all = All that this notice tells is also about this site.

joint = Who decides with us
joint-says = These decide with us about some of it. We have agreed who does what. You can turn to any of us, and have the essence of the agreement from us.
joint-about = Together with us about: { $purposes }.
    .all = Together with us about all that this notice tells.
joint-arrangement = Reference of the agreement: { $where }.

subsidiaries = Our companies
subsidiaries-says = These companies belong to us. What is named here we do for them too.
subsidiary-about = Concerned: { $purposes }.
    .all = Concerned: nothing of what this notice tells.

activities = In full
activities-together = The same data may serve several of these. It goes when the last of them no longer needs it.
activities-source = Where an activity does not say where its data comes from, it comes from you, or from your use of what we offer.
activities-voluntary = None of this data has to be given: whether you give it is for you to say.
activity = { $number }. { $purpose }
activity-basis = Legal basis
activity-interest = Which interest
activity-special-ground = What lets us have special categories
activity-source = Where it comes from
activity-automated = Decisions that machines make
activity-for = For which of our companies
activity-on-behalf-of = For whom
activity-subjects = About whom
activity-data = Which data
activity-joint = Who decides with us
activity-recipients = Who receives it
activity-no-recipients = Nobody but us.
activity-voluntary = Whether it has to be given
activity-voluntary-says = None of it has to be.
activity-otherwise = If you do not give it
activity-measures = What protects it
activity-keep = How long
activity-rights = Your rights here
special-category = { $category } (a special category of data, which the law protects more)

basis-consent = Your consent. You may withdraw it at any time; what was done before stays lawful.
basis-contract = A contract with you, or steps before one that you asked for.
basis-legal-obligation = A legal obligation: the law asks it of us.
basis-vital-interest = Vital interests: somebody's life or body is at stake.
basis-public-interest = A task in the public interest.
basis-legitimate-interest = A legitimate interest of ours or of somebody else, which your interests and rights do not outweigh.

ground-explicit-consent = Your explicit consent (GDPR art. 9(2)(a)).
ground-employment-law = The law of employment and social protection asks for it (GDPR art. 9(2)(b)).
ground-vital-interests = Somebody's life is at stake, and you cannot consent (GDPR art. 9(2)(c)).
ground-association = It is about members of our association and stays in it (GDPR art. 9(2)(d)).
ground-made-public = You made it public yourself (GDPR art. 9(2)(e)).
ground-legal-claims = Legal claims (GDPR art. 9(2)(f)).
ground-public-interest = A substantial public interest, on a basis in law (GDPR art. 9(2)(g)).
ground-health-care = Care, or occupational medicine (GDPR art. 9(2)(h)).
ground-public-health = Public health (GDPR art. 9(2)(i)).
ground-archiving = Archives in the public interest, research or statistics (GDPR art. 9(2)(j)).
ground-official-authority = The control of an official authority (GDPR art. 10).
ground-authorised-by-law = A law that authorises it (GDPR art. 10).

automated = Decisions by machines
automated-none = Machines alone make no decision that has legal or similarly significant effects on you.
automated-some = In these activities machines make decisions alone. How they are made, and what follows from them, stands there. You may ask that a human being looks at such a decision, say what you think, and contest it.

collections = Where we collect data
collections-says = Places at which we ask you for data or record it, with what has to be given there, where anything has.
collection-automatic = This data is recorded by itself; you are not asked for it.
collection-for = What for
collection-required = You have to give
collection-otherwise = If you do not
collection-optional = You may give
collection-agreement = How you agree
collection-wording = The text beside it
collection-alternative = If you do not agree
agreement-box = By ticking a box. You need not.
agreement-required-box = By ticking a box, without which it does not go on.
agreement-ticked-box = By leaving a box ticked.
agreement-use = By going on using what we offer.
agreement-account = By opening an account.
agreement-purchase = By buying.

recipients = Who receives data
recipients-says = Besides ourselves, these receive data. An activity that gives data to one of them in particular names it.
recipients-none = Nobody but us receives any of this data.
recipient-processor = Works on it for us and as we say.
recipient-sub-processor = Works on it for { $name }, who works on it for us.
recipient-staff = Works for us, under our authority and as we say.
recipient-own = A third party, who answers for what it does with the data.
recipient-data = Data received: { $data }.
recipient-public = What they receive is open to everybody.
kind-hosting = Hosting
kind-storage = Storage of files
kind-maintenance = Maintenance of machines and programs
kind-payment = Payments
kind-marketing = Marketing
kind-research = Studies
kind-training = Training
kind-mailing = Sending of e-mail and letters
kind-telephony = Calls and text messages
kind-identity-verification = Verification of identities
kind-audience-measurement = Audience measurement
kind-survey = Surveys
kind-backup = Backups
kind-antivirus = Protection against harmful programs
kind-domain-registration = Registration of domain names
kind-accounting = Accounting
kind-legal = Legal advice and claims
kind-subsidiary = A company of ours
kind-partner = A partner
kind-authority = A public authority
kind-social-network = A social network
kind-buyer = Buyers of data
kind-staff = Staff
kind-public = Everybody
kind-other = Others
kind-processor = Anybody who would work on it for us
recipient-in = { $count ->
    [one] Country: { $countries }.
   *[other] Countries: { $countries }.
}

transfers = Data outside the European Economic Area
transfers-says = These have data in countries outside the European Economic Area, where another law on data protection holds. What protects it there:
transfers-copy = You can have a copy from us of what was agreed.
safeguard-adequacy = { $country }: a decision of the European Commission that data is protected adequately there.
    .some = { $country }: a decision of the European Commission that data is protected adequately there, which holds only for { $only }. They are among these.
safeguard-standard-contractual-clauses = { $country }: standard contractual clauses, adopted by the European Commission or an authority.
safeguard-binding-corporate-rules = { $country }: binding rules within a group of companies, approved by an authority.
safeguard-code-of-conduct = { $country }: an approved code of conduct, to which they have bound themselves.
safeguard-certification = { $country }: an approved certification, with binding commitments.
safeguard-authorised-clauses = { $country }: clauses of a contract that an authority has authorised.
safeguard-public-instrument = { $country }: an agreement between public bodies.
safeguard-derogation = { $country }: nothing in general; single transfers only, in a case in which the law allows them without a safeguard.
# The policy names no safeguard.
safeguard-untold = { $country }: nothing is named that protects it there.

objection = Your right to object
objection-says = You may object, by any of the ways named below.
objection-about = It is about: { $purposes }.
    .all = It is about all that this notice tells.

territory = Where data stays
territory-all = All data stays within { $regions }, and goes nowhere else.
territory-some = The data for these stays within { $regions }, and goes nowhere else:
territory-stores = Some of the places where we keep data are all within { $regions }.

measures = What protects data
measures-says = We do this so that data is neither lost nor seen by who should not see it.
measures-technical = Technical measures
measures-organisational = Organisational measures

rights = Your rights
rights-here = Some rights depend on the legal basis: each activity tells which apply to it. This is what they mean.
right-access = Access
    .means = To learn whether we have data about you, which, and to have a copy.
right-rectify = Rectification
    .means = To have what is wrong corrected and what is missing added.
right-erase = Erasure
    .means = To have your data erased, unless the law lets or makes us keep it.
right-erase-limited = Erasure, only where the data is no longer needed or was used unlawfully, or the law requires it
right-restrict = Restriction
    .means = To have your data kept and not used otherwise: while what you contest or object to is looked into, instead of erasure, or because you need it for a legal claim.
right-port = Portability
    .means = To receive what you gave us in a form that machines read, or to have it sent to somebody else.
right-object = Objection
    .means = To object, on grounds of your own situation; we stop unless our grounds are compelling.
right-withdraw = Withdrawal of consent
    .means = To take your consent back, as easily as you gave it.
right-refuse-marketing = Objection to marketing
    .means = To object to marketing at any time, without a reason; it then ends.
right-limited = { $right }, only in the cases that the law names
right-after-death = Instructions for after your death
    .means = To say what becomes of your data after your death, and to change your mind.

answer = How we answer
answer-within = We answer within { $period } of receiving your request.
answer-extended = Where requests are complex or many, we may take { $period } more, and tell you so, with the reason, within the first period.
answer-free = Exercising your rights is free of charge, unless a request is manifestly unfounded or excessive.
    .fee = Exercising your rights is free of charge. We may ask for the fee above only where a request is manifestly unfounded or excessive, or for further copies.
channel-account = In your account
channel-form = By a form
channel-email = By e-mail
channel-telephone = By telephone
channel-post = By post
subject-lines = Subjects of e-mails that we know
subject-line = “{ $line }”: { $right }
request-says = What your request should say
request-fee = What it may cost
    .exception = Fee, where the law allows one
proof-on-doubt = We ask you to show who you are only where we have reason to doubt it.
proof-for-access = We ask you to show who you are when you ask for a copy of your data.
proof-always = We ask you to show who you are.
proof-never = We do not ask you to show who you are.

complaint = Complaint
complaint-says = If you think that your data is not handled lawfully, you may complain to a supervisory authority, in particular that of the member state where you live, where you work, or where the facts occurred.
complaint-here = Where we are, this is:

forbidden = What we do not do
forbidden-says = We hold this data nowhere:

forbidden-people = We hold nothing about these people:
forbidden-recipients = We give data to none of these:

for-others = What we do for others
for-others-says = Here others decide about the data, and we work on it for them and as they say. Turn to them first: they answer your requests, and we help them to.

## A notice among what is published with it

language-name = English
form-pdf = PDF
form-markdown = Markdown
current-version = Current version
    .in-sentence = current version
versions = Other versions
versions-stay = This page stays as it is. What applies now is told in the { $current }.
versions-earlier = Earlier versions stay where they are:
site-gone = { $site }: no longer a site of { $controller }
site-gone-now = What applies now
site-gone-says = { $controller } has no site of this name any more. What applies now is told in the { $current }. What was published of the site stays as it was.

## What changed between two versions. $activity is a purpose, $name who or what it is about, $from what was there, $to what is

difference = { $controller }: what changes in our privacy policy
difference-versions = From the version of { $from } to that of { $to }
difference-none = Nothing
difference-none-says = The two versions say the same of people and their data.

difference-heavier = More is used, kept longer or seen by more, or fewer rights are left
difference-other = Otherwise than before
difference-lighter = Less is used, kept less long or seen by fewer, or more rights are given
difference-nominal = Names and addresses
difference-accountability = For those who check

difference-activity-added = New: { $activity }. Data: { $data }. About whom: { $subjects }. For how long: { $period }.
difference-activity-removed = No longer done: { $activity }.
difference-activity-renamed = { $activity }: in the file, “{ $from }” is likely “{ $to }” now; purpose, basis and data are the same.
difference-purpose-changed = The purpose “{ $from }” is now told as “{ $to }”.
difference-marketing-added = { $activity }: this is direct marketing now.
difference-marketing-removed = { $activity }: this is no direct marketing any more.
difference-period-longer = { $activity }: kept longer. Now: { $to }. Before: { $from }.
difference-period-shorter = { $activity }: kept less long. Now: { $to }. Before: { $from }.
difference-period-changed = { $activity }: kept for another time. Now: { $to }. Before: { $from }.
difference-category-added = { $activity }: data that was not used before: { $to }.
difference-category-removed = { $activity }: data that is no longer used: { $from }.
difference-category-wider = { $activity }: all of this is used now: { $to }. Before, only: { $from }.
difference-category-narrower = { $activity }: no longer all of this is used: { $from }. Now only: { $to }.
difference-subject-added = { $activity }: this is now also about: { $to }.
difference-subject-removed = { $activity }: this is no longer about: { $from }.
difference-basis-changed = { $activity }: another legal basis. Now: { $to }. Before: { $from }.
difference-right-added = { $activity }: a right that was not there before: { $to }.
difference-right-removed = { $activity }: a right that is there no longer: { $from }.
difference-right-wider = { $activity }: a right that is no longer limited to some cases: { $to }.
difference-right-narrower = { $activity }: a right that is there in some cases only now: { $to }.
difference-unsubscribing-added = { $activity }: another way to leave the list: { $to }.
difference-unsubscribing-removed = { $activity }: a way to leave the list that is there no longer: { $from }.
difference-activity-recipient-added = { $activity }: data now goes to { $to }.
difference-activity-recipient-removed = { $activity }: data no longer goes to { $from }.
difference-activity-joint-controller-added = { $activity }: decided together with { $to } now.
difference-activity-joint-controller-removed = { $activity }: no longer decided together with { $from }.
difference-activity-measure-added = { $activity }: its data is protected by this too: { $to }
difference-activity-measure-removed = { $activity }: no longer said to protect its data: { $from }
difference-no-recipients-added = { $within ->
    [activity] { $activity }: its data goes to nobody, which is new.
   *[all] Data goes to nobody, which is new.
}
difference-no-recipients-removed = { $within ->
    [activity] { $activity }: it is no longer said that its data goes to nobody.
   *[all] It is no longer said that data goes to nobody.
}
difference-voluntary-added = { $within ->
    [activity] { $activity }: none of its data has to be given, which is new.
   *[all] No data has to be given, which is new.
}
difference-voluntary-removed = { $within ->
    [activity] { $activity }: it is no longer said that none of its data has to be given.
   *[all] It is no longer said that no data has to be given.
}
difference-activity-otherwise-added = { $activity }: what follows when its data is not given is told: { $to }
difference-activity-otherwise-removed = { $activity }: what follows when its data is not given is no longer told. Before: { $from }
difference-activity-otherwise-changed = { $activity }: something else follows when its data is not given. Now: { $to } Before: { $from }
difference-recipient-added = New among those who receive data: { $to }.
difference-recipient-removed = No longer among those who receive data: { $from }.
difference-recipient-changed = { $from } is now called { $to }.
difference-role-changed = { $name } receives data as another: now { $to }, before { $from }.
difference-country-added = { $name } now also has data in: { $to }.
difference-country-removed = { $name } no longer has data in: { $from }.
difference-safeguard-added = { $name }: a safeguard for the transfer is named: { $to }.
difference-safeguard-removed = { $name }: a safeguard for the transfer is no longer named: { $from }.
difference-safeguard-changed = { $name }: another safeguard for the transfer. Now: { $to }. Before: { $from }.
difference-sub-processor-added = { $name } now also engages { $to }.
difference-sub-processor-removed = { $name } no longer engages { $from }.
difference-start-added = { $name } has data from { $to } on; before, no first day was told.
difference-start-removed = { $name } has data without a first day being told; before, from { $from } on.
difference-start-changed = { $name } has data from another day on. Now: { $to }. Before: { $from }.
difference-end-added = { $name } has data until { $to }; before, no last day was told.
difference-end-removed = { $name } has data without a last day being told; before, until { $from }.
difference-end-changed = { $name } has data until another day. Now: { $to }. Before: { $from }.
difference-forbidden-added = Held nowhere from now on: { $to }.
difference-forbidden-removed = No longer said to be held nowhere: { $from }.
difference-measure-added = A new measure that protects data: { $to }
difference-measure-removed = A measure that is no longer named: { $from }
difference-measure-changed = A measure that is told otherwise. Now: { $to } Before: { $from }
difference-clause-added = A new clause, { $name }: “{ $to }”
difference-clause-removed = A clause that is no longer there, { $name }: “{ $from }”
difference-clause-changed = Another wording of the clause { $name }. Now: “{ $to }” Before: “{ $from }”
difference-event-changed = Another meaning of { $name }, from which periods count. Now: { $to }. Before: { $from }.
difference-law-added = A law pack that the policy now names: { $to }.
difference-law-removed = A law pack that the policy no longer names: { $from }.
difference-controller-changed = Another controller. Now: { $to }. Before: { $from }.
difference-joint-controller-added = Somebody new who decides with us: { $to }.
difference-joint-controller-removed = Somebody who no longer decides with us: { $from }.
difference-joint-controller-changed = Somebody who decides with us is told otherwise. Now: { $to }. Before: { $from }.
difference-officer-added = A data protection officer is named: { $to }.
difference-officer-removed = No data protection officer is named any more. Before: { $from }.
difference-officer-changed = Another data protection officer, or reached otherwise. Now: { $to }. Before: { $from }.
difference-representative-added = A representative in the European Union is named: { $to }.
difference-representative-removed = No representative in the European Union is named any more. Before: { $from }.
difference-representative-changed = Another representative in the European Union, or reached otherwise. Now: { $to }. Before: { $from }.
difference-controller-country-added = The controller's country is told: { $to }.
difference-controller-country-removed = The controller's country is no longer told. Before: { $from }.
difference-controller-country-changed = Another country of the controller. Now: { $to }. Before: { $from }.
difference-controller-address-added = The controller's address is told: { $to }.
difference-controller-address-removed = The controller's address is no longer told. Before: { $from }.
difference-controller-address-changed = Another address of the controller. Now: { $to }. Before: { $from }.
difference-controller-registration-added = The controller's registration is told: { $to }.
difference-controller-registration-removed = The controller's registration is no longer told. Before: { $from }.
difference-controller-registration-changed = Another registration of the controller. Now: { $to }. Before: { $from }.
difference-controller-contact-added = How the controller is reached is told: { $to }.
difference-controller-contact-removed = How the controller is reached is no longer told. Before: { $from }.
difference-controller-contact-changed = The controller is reached otherwise. Now: { $to }. Before: { $from }.
difference-time-zone-changed = Days begin and end in another time zone. Now: { $to }. Before: { $from }.
difference-sub-purpose-added = { $activity }: this now also comprises: { $to }.
difference-sub-purpose-removed = { $activity }: this no longer comprises: { $from }.
difference-interest-added = { $activity }: the legitimate interest is told: { $to }
difference-interest-removed = { $activity }: the legitimate interest is no longer told. Before: { $from }
difference-interest-changed = { $activity }: another legitimate interest. Now: { $to } Before: { $from }
difference-untold-added = { $within ->
    [activity] { $activity }: the published text no longer tells { $to }.
   *[all] The published text no longer tells { $to }.
}
difference-untold-removed = { $within ->
    [activity] { $activity }: the published text now tells { $from }.
   *[all] The published text now tells { $from }.
}
difference-data-source-added = { $activity }: data also comes from somebody else: { $to }
difference-data-source-removed = { $activity }: data no longer comes from somebody else. Before: { $from }
difference-data-source-changed = { $activity }: data comes from somebody else than before. Now: { $to } Before: { $from }
difference-automated-decisions-added = { $activity }: decisions are now made by machines: { $to }
difference-automated-decisions-removed = { $activity }: decisions are no longer made by machines. Before: { $from }
difference-automated-decisions-changed = { $activity }: decisions made by machines are told otherwise. Now: { $to } Before: { $from }
difference-special-ground-added = { $activity }: a ground for special categories of data is named: { $to }.
difference-special-ground-removed = { $activity }: a ground for special categories of data is no longer named: { $from }.
difference-special-ground-changed = { $activity }: another ground for special categories of data. Now: { $to }. Before: { $from }.
difference-on-behalf-of-added = { $activity }: this is done on behalf of others: { $to }
difference-on-behalf-of-removed = { $activity }: this is no longer done on behalf of others. Before: { $from }
difference-on-behalf-of-changed = { $activity }: this is done on behalf of others than before. Now: { $to } Before: { $from }
difference-activity-subsidiary-added = { $activity }: now done for { $to }.
difference-activity-subsidiary-removed = { $activity }: no longer done for { $from }.
difference-activity-site-added = { $activity }: now on this site: { $to }.
difference-activity-site-removed = { $activity }: no longer on this site: { $from }.
difference-recipient-kind-added = { $name }: what they do for us is told: { $to }.
difference-recipient-kind-removed = { $name }: what they do for us is no longer told: { $from }.
difference-recipient-kind-changed = { $name } does something else for us. Now: { $to }. Before: { $from }.
difference-recipient-data-added = { $name } gets only this data: { $to }. Before, all that the activity needs.
difference-recipient-data-removed = { $name } gets all data that the activity needs. Before, only: { $from }.
difference-recipient-data-changed = { $name } gets other data. Now: { $to }. Before: { $from }.
difference-recipient-purpose-added = { $name }: what they have data for is told: { $to }
difference-recipient-purpose-removed = { $name }: what they have data for is no longer told. Before: { $from }
difference-recipient-purpose-changed = { $name }: what they have data for is another. Now: { $to } Before: { $from }
difference-public-added = What { $name } gets is open to everybody now.
difference-public-removed = What { $name } gets is open to everybody no longer.
difference-collection-added = A new point at which data is collected: { $to }.
difference-collection-removed = A point at which data is no longer collected: { $from }.
difference-required-added = { $name }: this must now be given: { $to }.
difference-required-removed = { $name }: this need not be given any more: { $from }.
difference-optional-added = { $name }: this may now be given: { $to }.
difference-optional-removed = { $name }: this is no longer asked for as an option: { $from }.
difference-otherwise-added = { $name }: what follows when data is not given is told: { $to }
difference-otherwise-removed = { $name }: what follows when data is not given is no longer told. Before: { $from }
difference-otherwise-changed = { $name }: something else follows when data is not given. Now: { $to } Before: { $from }
difference-agreement-added = { $name }: agreement is now taken: { $to }.
difference-agreement-removed = { $name }: agreement is no longer taken. Before: { $from }.
difference-agreement-changed = { $name }: agreement is taken otherwise. Now: { $to }. Before: { $from }.
difference-answer-added = It is told within what time requests are answered: { $to }.
difference-answer-removed = It is no longer told within what time requests are answered. Before: { $from }.
difference-answer-longer = Requests are answered later. Now: { $to }. Before: { $from }.
difference-answer-shorter = Requests are answered sooner. Now: { $to }. Before: { $from }.
difference-answer-changed = Requests are answered within another time. Now: { $to }. Before: { $from }.
difference-extension-added = It is told how much longer an answer may take: { $to }.
difference-extension-removed = It is no longer told how much longer an answer may take. Before: { $from }.
difference-extension-longer = An answer may be put off for longer. Now: { $to }. Before: { $from }.
difference-extension-shorter = An answer may be put off for less long. Now: { $to }. Before: { $from }.
difference-extension-changed = An answer may be put off for another time. Now: { $to }. Before: { $from }.
difference-identity-added = It is told when people have to show who they are: { $to }.
difference-identity-removed = It is no longer told when people have to show who they are. Before: { $from }.
difference-identity-changed = People have to show who they are in other cases. Now: { $to }. Before: { $from }.
difference-fee-added = Something may be charged for requests: { $to }
difference-fee-removed = Nothing is charged for requests any more. Before: { $from }
difference-fee-changed = Something else may be charged for requests. Now: { $to } Before: { $from }
difference-channel-added = A new way to make a request: { $to }.
difference-channel-removed = A way to make a request that is there no longer: { $from }.
difference-channel-changed = Requests reach us at another address. Now: { $to }. Before: { $from }.
difference-forbidden-subject-added = Nothing is held about these people from now on: { $to }.
difference-forbidden-subject-removed = It is no longer said that nothing is held about these people: { $from }.
difference-forbidden-recipient-added = Nothing goes to these from now on: { $to }.
difference-forbidden-recipient-removed = It is no longer said that nothing goes to these: { $from }.
difference-territory-added = A promise of where data stays: { $to }.
difference-territory-removed = It is no longer promised where data stays: { $from }.
difference-region-added = Data may now be here too: { $to }.
difference-region-removed = Data may no longer be here: { $from }.
difference-subsidiary-added = Another company of ours: { $to }.
difference-subsidiary-removed = No longer a company of ours: { $from }.
difference-site-added = A new site: { $to }.
difference-site-removed = A site that is there no longer: { $from }.
difference-purpose-term-added = { $activity }: the word for this purpose is told: { $to }.
difference-purpose-term-removed = { $activity }: the word for this purpose is no longer told. Before: { $from }.
difference-purpose-term-changed = { $activity }: another word for this purpose. Now: { $to }. Before: { $from }.
difference-since-added = { $activity }: it is told since when this is done: { $to }.
difference-since-removed = { $activity }: it is no longer told since when this is done. Before: { $from }.
difference-since-changed = { $activity }: done since another day. Now: { $to }. Before: { $from }.
difference-special-category-added = Now counts as a special category of data: { $to }.
difference-special-category-removed = No longer counts as a special category of data: { $from }.
difference-arrangement-added = { $name } decides with us: it is told where the arrangement is found: { $to }
difference-arrangement-removed = { $name } decides with us: it is no longer told where the arrangement is found. Before: { $from }
difference-arrangement-changed = { $name } decides with us: another arrangement. Now: { $to } Before: { $from }
difference-collection-activity-added = { $name }: data is now also collected here for: { $to }.
difference-collection-activity-removed = { $name }: data is no longer collected here for: { $from }.
difference-collection-site-added = { $name }: now on this site: { $to }.
difference-collection-site-removed = { $name }: no longer on this site: { $from }.
difference-automatic-added = { $name }: data now comes by itself, and is not given by people.
difference-automatic-removed = { $name }: data no longer comes by itself; people give it.
difference-agreed-added = { $name }: agreement is now taken to: { $to }.
difference-agreed-removed = { $name }: agreement is no longer taken to: { $from }.
difference-agreement-wording-added = { $name }: the words by which people agree are told: “{ $to }”
difference-agreement-wording-removed = { $name }: the words by which people agree are no longer told. Before: “{ $from }”
difference-agreement-wording-changed = { $name }: people agree by other words. Now: “{ $to }” Before: “{ $from }”
difference-alternative-added = { $name }: another way for who does not agree: { $to }
difference-alternative-removed = { $name }: no other way for who does not agree is told any more. Before: { $from }
difference-alternative-changed = { $name }: for who does not agree, another way than before. Now: { $to } Before: { $from }
difference-asks-for-added = It is told what a request should say: { $to }
difference-asks-for-removed = It is no longer told what a request should say. Before: { $from }
difference-asks-for-changed = A request should say something else. Now: { $to } Before: { $from }
difference-fee-ground-added = It is told when something may be charged: { $to }.
difference-fee-ground-removed = It is no longer told when something may be charged. Before: { $from }.
difference-fee-ground-changed = Something may be charged in other cases. Now: { $to }. Before: { $from }.
difference-subject-line-added = An e-mail under “{ $name }” is known to be a request: { $to }.
difference-subject-line-removed = An e-mail under “{ $name }” is no longer said to be known as a request. Before: { $from }.
difference-subject-line-changed = An e-mail under “{ $name }” is known to be another request. Now: { $to }. Before: { $from }.
difference-territory-extent-changed = Other data stays here: { $name }. Now: { $to }. Before: { $from }.
difference-no-officer-added = It is said that there is no data protection officer.
difference-no-officer-removed = It is no longer said that there is no data protection officer.
difference-notice-address-added = It is told where the policy is read: { $to }
difference-notice-address-removed = It is no longer told where the policy is read. Before: { $from }
difference-notice-address-changed = The policy is read elsewhere. Now: { $to } Before: { $from }
difference-label-changed = “{ $from }” is now called “{ $to }”.
difference-reference-added = { $activity }: the reference period by which this goes is told: { $to }.
difference-reference-removed = { $activity }: the reference period by which this goes is no longer told. Before: { $from }.
difference-reference-changed = { $activity }: this goes by another reference period. Now: { $to }. Before: { $from }.
difference-impact-assessment-added = { $activity }: it is told where the impact assessment is found: { $to }
difference-impact-assessment-removed = { $activity }: it is no longer told where the impact assessment is found. Before: { $from }
difference-impact-assessment-changed = { $activity }: another impact assessment. Now: { $to } Before: { $from }
difference-contract-added = { $name }: it is told where the contract is found: { $to }
difference-contract-removed = { $name }: it is no longer told where the contract is found. Before: { $from }
difference-contract-changed = { $name }: another contract. Now: { $to } Before: { $from }
difference-instructions-added = { $name }: it is told where the instructions are found: { $to }
difference-instructions-removed = { $name }: it is no longer told where the instructions are found. Before: { $from }
difference-instructions-changed = { $name }: other instructions. Now: { $to } Before: { $from }
difference-guarantee-added = { $name }: a guarantee is named: { $to }
difference-guarantee-removed = { $name }: a guarantee is no longer named: { $from }
difference-terms-review-added = { $name }: it is told when contract and guarantees are looked at again: { $to }.
difference-terms-review-removed = { $name }: it is no longer told when contract and guarantees are looked at again. Before: { $from }.
difference-terms-review-changed = { $name }: contract and guarantees are looked at again on another day. Now: { $to }. Before: { $from }.
difference-measure-kind-changed = A measure is of another kind: { $name }. Now: { $to }. Before: { $from }.
difference-attestation-added = Somebody now vouches for this: { $to }
difference-attestation-removed = Nobody vouches for this any more: { $from }
difference-attestation-changed = What somebody vouches for is told otherwise. Now: { $to } Before: { $from }
difference-attestation-owner-changed = Somebody else answers for the attestation “{ $name }”. Now: { $to }. Before: { $from }.
difference-evidence-added = The attestation “{ $name }” can also be seen by: { $to }
difference-evidence-removed = The attestation “{ $name }” can no longer be seen by: { $from }
difference-attestation-review-changed = The attestation “{ $name }” is looked at again on another day. Now: { $to }. Before: { $from }.
difference-subsidiary-changed = A company of ours is told otherwise. Now: { $to }. Before: { $from }.
difference-site-changed = A site is told otherwise. Now: { $to }. Before: { $from }.
fee-ground-excessive = requests that are manifestly unfounded or excessive
fee-ground-further-copy = a further copy of the data
difference-everything = everything

role-processor = a processor, who works on it for us
role-recipient = a third party, who answers for what it does with the data
event-kind-last = the latest of them counts
event-kind-end = it counts once all are over
safeguard-short-adequacy = a decision of adequacy
safeguard-short-standard-contractual-clauses = standard contractual clauses
safeguard-short-binding-corporate-rules = binding corporate rules
safeguard-short-code-of-conduct = a code of conduct
safeguard-short-certification = a certification
safeguard-short-authorised-clauses = authorised clauses
safeguard-short-public-instrument = an agreement between public bodies
safeguard-short-derogation = a derogation for single transfers
agreement-short-box = by ticking a box, which nobody has to
agreement-short-required-box = by ticking a box, without which it does not go on
agreement-short-ticked-box = by leaving a box ticked
agreement-short-use = by going on using what is offered
agreement-short-account = by opening an account
agreement-short-purchase = by buying
unsubscribing-one-click = a single click in one's mailbox
unsubscribing-link = a link in each message
unsubscribing-reply = an answer to the message
unsubscribing-account = a choice in one's account
untold-complaint = that a complaint to an authority is possible
untold-after-death = that people may say what becomes of their data after their death
untold-rights = which rights people have
untold-basis = the legal basis
untold-keep = for how long data is kept
untold-archive = how long data stays in the archive
identity-on-doubt = where there is doubt
identity-for-access = with every request for access
identity-always = with every request
identity-never = never
region-EU = the European Union
region-EEA = the European Economic Area
region-adequate = countries that protect data adequately

records = Records
records-same = By { $day }, each of the two versions removes or alters as many records, in each table.
records-says = By { $day }, each version would remove or alter so many records that are there now. Nothing was changed.
records-caption = Records by version
records-amount = { $amount }
records-more = { $amount } more
records-fewer = { $amount } fewer
column-table = Table
column-act = What is done
column-old = Old version
column-new = New version
column-beyond = Difference
act-erase = erase
act-blank = erase values in { $columns }
act-anonymise = make values anonymous in { $columns }
act-archive = copy into the archive

# The change note. $about names purposes, recipients or categories; $what joins the clauses below.
note-since = Since the version of { $date }, { $what }.
note-new = New in this version: { $what }.
note-less = On the other hand, { $what }.
note-purposes = { $count ->
    [one] data is used for a new purpose ({ $about })
   *[other] data is used for new purposes ({ $about })
}
note-marketing = data is used for direct marketing ({ $about })
note-longer = data is kept longer ({ $about })
note-data = more data is used ({ $about })
note-people = more people are concerned ({ $about })
note-recipients = { $count ->
    [one] somebody new receives data ({ $about })
   *[other] others receive data too ({ $about })
}
note-countries = data is held in further countries ({ $about })
note-fewer-rights = rights change or end ({ $about })
note-allowed = what was ruled out no longer is ({ $about })
note-basis = the legal basis is another ({ $about })
note-period = data is kept for another time ({ $about })
note-later = requests are answered later ({ $about })
note-sooner = requests are answered sooner ({ $about })
note-untold = less is told than before
note-told = more is told than before
note-else = some points are told otherwise
note-no-purposes = { $count ->
    [one] data is no longer used for one purpose ({ $about })
   *[other] data is no longer used for some purposes ({ $about })
}
note-shorter = data is kept less long ({ $about })
note-less-data = less data is used ({ $about })
note-fewer-people = fewer people are concerned ({ $about })
note-no-recipients = { $count ->
    [one] somebody no longer receives data ({ $about })
   *[other] some no longer receive data ({ $about })
}
note-no-countries = data is no longer held in some countries ({ $about })
note-more-rights = rights are new or wider ({ $about })
note-forbidden = more is ruled out ({ $about })

## The register

register-title = { $controller }: records of processing activities
register-title-processor = { $controller }: records of processing on behalf of others
register-list = Activities
register-activities = Activities
register-no-activities = There are no such activities.
register-none = None
register-nobody = Nobody receives it

register-activity = Activity
register-reference = Reference
register-since = Done since
register-basis = Legal basis
register-subjects = People concerned
register-period = Kept for
register-updated = Last updated
register-for = For the companies
register-sites = Sites

register-actors = Who answers for it
register-role = Role
register-name = Name
register-address = Address
register-country = Country
register-contact = Contact
register-controller = Controller
register-joint-controller = Joint controller
register-processor = Processor
register-representative = Representative
register-officer = Data protection officer
register-no-officer = There is none
register-arrangement = Arrangement with { $name }
register-on-behalf-of = On behalf of

register-identity = Identification
register-purposes = Purposes
register-main-purpose = Main purpose
register-sub-purposes = Sub-purposes
register-interest = Legitimate interest
register-special-ground = Ground for special categories
register-source = Source of the data
register-automated = Automated decisions
register-assessment = Impact assessment
register-measures = Security measures
register-kind = Kind
register-measure = Measure
register-technical = Technical
register-organisational = Organisational
register-data = Categories of data
register-special = Special categories of data
register-category = Category
register-description = Description

register-periods = How long
register-in-use = In use
register-not-in-use = Not kept in use
register-in-archive = Then in archive
register-then = In the end
register-erased = Erased
register-anonymous = Made anonymous
register-then-anonymous = { $period }, then made anonymous
register-by-rule = By the rule

register-recipients = Recipients
register-type = Type
register-for-what = For what
register-all = All
register-where = Where
register-staff = Own staff
register-recipient = Third party
register-sub-processor = Sub-processor of { $name }
register-transfers = Transfers outside the European Economic Area
register-transfers-unknown = The policy names no law that says which countries these are.
register-transfers-untold = The policy does not say where these have data: { $names }.
register-safeguard = Safeguard
register-document = Document
register-adequacy = Adequacy decision (art. 45)
    .some = Adequacy decision (art. 45), which holds only for { $only }
register-standard-clauses = Standard contractual clauses (art. 46)
register-corporate-rules = Binding corporate rules (art. 47)
register-code-of-conduct = Code of conduct (art. 46)
register-certification = Certification (art. 46)
register-authorised-clauses = Clauses authorised by the authority (art. 46)
register-public-instrument = Instrument between public bodies (art. 46)
register-derogation = Derogation for single transfers (art. 49)
register-no-safeguard = None is named

register-ground-explicit-consent = Explicit consent (art. 9(2)(a))
register-ground-employment-law = Law of employment and social protection (art. 9(2)(b))
register-ground-vital-interests = Vital interests (art. 9(2)(c))
register-ground-association = Members of an association (art. 9(2)(d))
register-ground-made-public = Made public by the person (art. 9(2)(e))
register-ground-legal-claims = Legal claims (art. 9(2)(f))
register-ground-public-interest = Substantial public interest (art. 9(2)(g))
register-ground-health-care = Health care (art. 9(2)(h))
register-ground-public-health = Public health (art. 9(2)(i))
register-ground-archiving = Archives, research and statistics (art. 9(2)(j))
register-ground-official-authority = Control of an official authority (art. 10)
register-ground-authorised-by-law = Authorised by law (art. 10)
