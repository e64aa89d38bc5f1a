# What papers say in English. The keys are those of fr.ftl.

## Dates and periods

date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }

period-days = { $amount ->
    [one] { $amount } day
   *[other] { $amount } days
}
period-weeks = { $amount ->
    [one] { $amount } week
   *[other] { $amount } weeks
}
period-months = { $amount ->
    [one] { $amount } month
   *[other] { $amount } months
}
period-years = { $amount ->
    [one] { $amount } year
   *[other] { $amount } years
}

## Events, as they stand behind “after”; `.until` is for what lasts until them

event-collected = the data was collected
    .until = until the data is collected
event-created = the record was created
    .until = until the record is created
event-updated = the record was last changed
    .until = until the record was last changed
event-last_contact = your last contact with us
    .until = until your last contact with us
event-last_login = your last login
    .until = until your last login
event-last_activity = your last activity
    .until = until your last activity
event-last_purchase = your last purchase
    .until = until your last purchase
event-applied = your application
    .until = until your application
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

phase-active = In use: { $phrase }.
phase-archived = Then in an archive, apart from the data in use and open to few: { $period }.
end-erase = Then erased.
end-anonymise = Then made anonymous: nothing that is left leads back to you.

## The notice

title = { $controller }: what we do with your data
version = Version of { $date }
contents = Contents

short = In short
short-controller = { $controller } decides what is done with this data, and answers for it. The table tells for what we use it and how long we keep it. All of it follows in full, under the same numbers.
short-rights = You can ask us at any time what we have about you, and have it corrected. Which other rights you have, and how long we may take to answer, stands under “{ $heading }”.
short-complaint = You can also complain to the authority that watches over data protection.
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

activities = In full
activities-together = The same data may serve several of these. It goes when the last of them no longer needs it.
activity = { $number }. { $purpose }
activity-basis = Legal basis
activity-subjects = About whom
activity-data = Which data
activity-recipients = Who receives it
activity-keep = How long
activity-rights = Your rights here
special-category = { $category } (a special category of data, which the law protects more)

basis-consent = Your consent. You may withdraw it at any time; what was done before stays lawful.
basis-contract = A contract with you, or steps before one that you asked for.
basis-legal-obligation = A legal obligation: the law asks it of us.
basis-vital-interest = Vital interests: somebody's life or body is at stake.
basis-public-interest = A task in the public interest.
basis-legitimate-interest = A legitimate interest of ours or of somebody else, which your interests and rights do not outweigh.

recipients = Who receives data
recipients-says = Besides ourselves, these receive data. Each activity above names those to whom it gives data.
recipient-processor = { $name }, who works on it for us and as we say
recipient-own = { $name }, for purposes of their own

rights = Your rights
rights-here = Which right you have depends on the legal basis. Each activity above tells which apply to it; this is what they mean.
right-access = Access
    .means = To learn whether we have data about you, which, and to have a copy.
right-rectify = Rectification
    .means = To have what is wrong corrected and what is missing added.
right-erase = Erasure
    .means = To have your data erased, unless the law lets or makes us keep it.
right-erase-limited = Erasure, only where the data is no longer needed or was used unlawfully, or the law requires it
right-restrict = Restriction
    .means = To have your data kept and not used, while what you object to or contest is looked into.
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
answer-free = This is free of charge, unless a request is manifestly unfounded or excessive.

complaint = Complaint
complaint-says = If you think that your data is not handled lawfully, you may complain to a supervisory authority, above all that of the member state where you live or work or where it happened.
complaint-here = Where we are, this is:

forbidden = What we do not keep
forbidden-says = We hold this data nowhere:
