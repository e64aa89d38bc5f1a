# What findings about the two files say in English. The keys are those of fr.ftl. A `.label` stands under the underlined source,
# a `.help` says what to do.

## In many findings

not-known = not known
due = due
did-you-mean = did you mean `{ $near }`?
and-more = { $count } more
and-then = { $before } and then { $then }
no-time = no time at all

## The policy against the law

attestation-due = the attestation `{ $name }` of { $owner } was to be reviewed on { $day }
    .help = see whether it still holds, renew its evidence, then give it a later day
no-law = the policy names no law, and is held to none
    .help = name the packs it is under, as law = ["gdpr", "france"]; `abide law` shows them
unknown-pack = there is no law pack `{ $name }`
    .help = there are { $packs }; --packs names a folder with others
no-consent = { $agreement ->
    [use] `{ $name }` takes use of the site or service for consent, which it is not in law
   *[ticked-box] `{ $name }` takes a box that is ticked beforehand for consent, which it is not in law
}
    .label = no consent
    .help = ask with a box that is not ticked: agreement = "box", or rest on another basis and leave it out
unfree-consent = { $agreement ->
    [purchase] `{ $collection }` takes buying for consent to `{ $activity }`, and who wants to buy cannot refuse
   *[required-box] `{ $collection }` cannot be used without consent to `{ $activity }`, though it is for something else too
}
    .label = not freely given
    .help = ask with a box that need not be ticked: agreement = "box"
no-purchase = `{ $name }` follows from opening an account, which is neither consent nor a purchase
    .help = ask with a box that is not ticked (agreement = "box"), or write to those who bought ("purchase")
needless-consent = `{ $collection }` cannot be used without consent to `{ $activity }`, which needs none: its basis is { $basis }
    .help = leave the box out, and tell instead what the data is for
consent-needed = `{ $name }` needs `{ $data }` for `{ $purpose }`, which takes consent, and its basis is { $basis }
    .label = no consent
    .help = ask before: basis = "consent", and a collection with agreement = "box"
sale = `{ $name }` gives data to the buyer `{ $buyer }`, which takes consent, and its basis is { $basis }
    .label = a sale
    .help = ask for consent to it in an activity of its own, or take the buyer off
forbidden = forbidden
forbidden-processor = `{ $name }` is a processor, and the policy says that nothing goes to any{ $clauses }
forbidden-kind = { $role ->
    [processor] the processor `{ $name }` is of the kind `{ $kind }`, which the policy forbids{ $clauses }
   *[recipient] the recipient `{ $name }` is of the kind `{ $kind }`, which the policy forbids{ $clauses }
}
    .help = take it off, give it an `end`, or take the section [forbidden_recipient.{ $section }] away
no-kind = nothing says of what kind `{ $name }` is, and the policy forbids some kinds
    .help = say what it does with the data, as kind = "hosting"
outside-territory = { $role ->
    [store] `{ $name }` is in { $country }, and the policy keeps data in { $regions }{ $clauses }
    [processor] the processor `{ $name }` is in { $country }, and the policy keeps data in { $regions }{ $clauses }
   *[recipient] the recipient `{ $name }` is in { $country }, and the policy keeps data in { $regions }{ $clauses }
}
    .label = outside
    .help = move it, or correct the section [territory.{ $territory }]
nowhere = { $role ->
    [store] nothing says where `{ $name }` has data, and the policy keeps data in { $regions }{ $clauses }
    [processor] nothing says where the processor `{ $name }` has data, and the policy keeps data in { $regions }{ $clauses }
   *[recipient] nothing says where the recipient `{ $name }` has data, and the policy keeps data in { $regions }{ $clauses }
}
    .help = say it, as location = "FR"
country-for-some = { $role ->
    [store] `{ $name }` is in { $country }, where data may be only with { $only }
    [processor] the processor `{ $name }` is in { $country }, where data may be only with { $only }
   *[recipient] the recipient `{ $name }` is in { $country }, where data may be only with { $only }
}
    .label = not with everybody
    .help = make sure that it is one of them, and say so: safeguard = "adequacy" under who has the data
country-no-more = { $role ->
    [store] `{ $name }` is in { $country }, and the decision that data may be there does not hold
    [processor] the processor `{ $name }` is in { $country }, and the decision that data may be there does not hold
   *[recipient] the recipient `{ $name }` is in { $country }, and the decision that data may be there does not hold
}
    .label = not on this day
    .from = only from { $from }
    .until = it ended on { $until }
third-country = { $role ->
    [store] `{ $name }` is in { $country }, for which there is no decision that data is protected adequately
    [processor] the processor `{ $name }` is in { $country }, for which there is no decision that data is protected adequately
   *[recipient] the recipient `{ $name }` is in { $country }, for which there is no decision that data is protected adequately
}
    .label = a third country
    .move = move it, or name who runs it with `run_by`, and in the policy the `safeguard` with them (GDPR art. 46)
    .help = say which safeguard there is, as safeguard = "standard-contractual-clauses" (GDPR art. 46)
    .adequacy = `adequacy` says nothing here: name a safeguard of GDPR art. 46
    .derogation = a derogation is for single transfers (GDPR art. 49): make sure that this is one
future-version = the day on which this version was published is yet to come: { $day }
future-since = the day on which `{ $name }` began is yet to come: { $day }
    .label = in the future
    .help = give the day on which it was; what is planned stands here once it is done
untold-complaint = the published text does not tell that a complaint to an authority is possible
untold-after-death = the published text does not tell that people may say what becomes of their data after their death
untold-rights = the published text does not tell which rights people have
    .label = untold
    .help = publish what `abide notice` makes of this file, then leave this out
untold-basis = the published text does not tell the legal basis of { $activities }
untold-keep = the published text does not tell for how long data is kept for { $activities }
untold-archive = the published text does not tell for how long data is archived for { $activities }
no-contact = nothing says how the controller is reached
    .help = add a `contact` or an `address`, or channels for requests
no-interest = `{ $name }` rests on a legitimate interest, and nothing says which
    .help = say it in a line, as interest = { "{" } en = "…" { "}" }
no-otherwise = `{ $name }` requires data, and nothing says what happens without it
    .help = say it in a line, as otherwise = { "{" } en = "…" { "}" }
no-representative = the controller is in { $country }, and names no representative in the Union
    .help = add a section [controller.representative], unless none is needed (art. 27(2))
no-arrangement = there is no arrangement with the joint controller `{ $name }`
    .help = say where it is found, as arrangement = "…"
beyond-reference = `{ $name }` keeps data for { $keep }, longer than the reference period of its kind
    .named = shorten it to { $most }
    .label = the reference is { $most }
    .help = shorten it to { $most }, or name the reference period by which it goes, as reference = "…"
    .event = from `{ $event }` the reference is { $most }
    .never = keep it until then and no longer: `until { $event }`
beyond-reference-in-use = `{ $name }` keeps data in use for { $keep }, longer than the reference period of its kind
    .help = use it for { $most }, and keep it in archive from then on: `then archive for …`
other-event = `{ $name }` counts from { $own }, and the reference period of its kind from { $reference }: whether it is longer cannot be told
    .help = count from the same event, or name the reference period by which it goes, as reference = "…"
below-reference = `{ $name }` keeps data for { $keep }, shorter than has to be kept for its kind
    .label = it takes { $least }
    .help = keep it for { $least }, in archive
unknown-reference = no law that the policy names has a reference period `{ $name }`
    .help = `abide law list --kind period` shows them
ended-recipient = `{ $name }` ended on { $day }, and an activity still gives it data
    .label = ended
    .help = take it off the list, or give it a later `end`
no-contract = the processor `{ $name }` has no contract
    .help = say where its contract is found, as contract = "…"
no-guarantees = the processor `{ $name }` has no guarantees
    .help = say what shows that it can be trusted with the data, as guarantees = ["…"]
no-instructions = the processor `{ $name }` has no instructions
    .help = say where its instructions are found, as instructions = "…"
no-review = nothing says when the processor `{ $name }` is looked at again
    .help = give the day on which its contract, guarantees and sub-processors are, as review = 2027-01-31
processor-due = the processor `{ $name }` was to be reviewed on { $day }
    .help = look at its contract, guarantees and sub-processors, then give it a later day
late-answer = requests are answered within { $promised }, and the law gives { $within }
    .label = too late
    .help = promise { $within }; what takes longer where requests are complex or many is `extension`, and is told within { $within }
late-extension = an answer may take { $promised } more, and the law gives { $within }
    .help = promise { $within }
identity-always = every request has to come with a proof of identity
    .help = ask for it where there is reasonable doubt: identity = "on-doubt"
identity-for-access = every request for access has to come with a proof of identity
fee-without-ground = answers may cost something, and the policy does not say on what ground
    .help = say it, as fee_ground = "excessive" or "further-copy", or charge nothing
special-category = `{ $name }` needs `{ $data }`, and nothing says on what ground it may
    .label = takes a ground of its own
    .help = name a `special_ground`; it is one of { $grounds }
other-ground = `{ $name }` needs `{ $data }`, and { $ground } is no ground for that
    .label = no ground for it
impact-assessment = `{ $name }` may be a high risk to people: { $signs }
    .help = assess it, and say where that is found, as impact_assessment = "…"
kept-at-all = `{ $name }` keeps `{ $data }` for longer than until { $until }
    .label = too long
    .help = leave it out of `data`, or give it an activity of its own, kept "until { $until }"
kept-whole = `{ $name }` keeps `{ $data }` itself
    .help = make sure that it cannot be read where it is, or keep `{ $instead }` in its place
no-way-off = `{ $name }` sends mail to many, and nothing says how people leave the list
    .only = have it done so too, then add "{ $only }" to `unsubscribe`
    .help = say it, as unsubscribe = "…": { $ways }
other-way-off = people leave the list of `{ $name }` by other ways than { $ways }

## What the policy accepts

cannot-accept = `{ $name }` accepts an error, and errors of the files have to be put right
    .help = correct what it is about, and leave this section out
acceptance-due = `{ $name }` was to be reviewed on { $day }, and accepts nothing any more
    .help = put right what it accepts; or, if its reason still holds, give it a later day
unused-acceptance = `{ $name }` accepts `{ $code }` about `{ $about }`, which is not found
    .code = there is no finding of that code
    .elsewhere = there is one about `{ $about }`
    .help = leave the section out

## Names

unknown-name = { $what ->
    [activity] there is no activity `{ $name }`
    [measure] there is no measure `{ $name }`
    [joint-controller] there is no joint controller `{ $name }`
    [subsidiary] there is no subsidiary `{ $name }`
    [site] there is no site `{ $name }`
    [store] there is no store `{ $name }`
    [anybody] there is no processor or recipient `{ $name }`
    [other-processor] there is no other processor `{ $name }`
    [subject] there is no subject `{ $name }`
    [category] there is no category `{ $name }`
   *[event] there is no event `{ $name }`
}
add-section = { $file ->
    [policy] add a section [{ $section }.{ $name }] to the policy
   *[map] add a section [{ $section }.{ $name }] to the map
}
add-word = add a section { $section } to the policy, or use a built-in one
given-twice = `{ $name }` is given twice
    .help = leave one out
keep-one = keep one of the two
officer-or-none = the controller is said to have a data protection officer and not to have one

## The policy by itself

unknown-clause = `{ $rule }` keeps the clause `{ $clause }`, which is not defined
    .label = not defined
    .help = add a section [clause."{ $clause }"] with what it says
forbidden-data = `{ $name }` needs `{ $needed }`, and the policy forbids `{ $category }`
    .help = leave it out, or take the section [forbidden."{ $category }"] away
    .below = name those categories below it that are needed
unkept-clause = no rule keeps the clause `{ $clause }`
    .help = name it in an activity's `clause`, or say what keeps it with `kept_by`
untold-rule = no clause of the published text tells of [{ $section }.{ $name }]
    .help = name the clause that does, as clause = "…"; or publish it, or leave the section out
forbidden-subject = `{ $name }` is about `{ $subject }`, about whom nothing may be held{ $clauses }
    .help = leave it out, or take the section [forbidden_subject.{ $subject }] away
idle-key = `{ $key }` means nothing for { $on }
    .help = leave it out, or say what it belongs to
idle-interest = another basis than a legitimate interest
idle-archive = a period without an archive
idle-agreement = a collection without `agreement`
idle-fee = requests without a `fee`
unneeded-collected = `{ $name }` collects `{ $category }`, which nothing that it is for needs
unneeded-given = `{ $name }` gets `{ $category }`, which nothing that it is for needs
    .help = leave it out, name only what of it is needed, or add it to the `data` of an activity
unused-recipient = nothing goes to `{ $name }`
    .help = name it in an activity's `recipients`, in a store's `run_by`, or leave it out
required-and-voluntary = `{ $name }` requires `{ $what }`, and nothing is said to have to be given
    .help = keep one of the two: `required` or `voluntary`
given-and-not = `{ $name }` gives data to `{ $recipient }`, and nobody is said to receive any
    .help = keep one of the two: `recipients` or `no_recipients`
run-and-given-nothing = `{ $name }` is run by `{ $runner }`, and holds data of `{ $activity }`, which nobody is said to receive
    .help = who runs a store receives what is in it: take `no_recipients` away, or `run_by`
untranslated = { $count ->
    [one] `{ $key }` is not said in `{ $language }`
   *[other] { $count } texts are not said in `{ $language }`, the first of which is `{ $key }`
}
    .label = not in `{ $language }`
    .help = add `{ $language }` to it
untranslated-more = add `{ $language }` to it, and to { $keys }

## The map against the policy

no-archive = `{ $activity }` archives what it needs, and the store `{ $store }` has no archive
    .help = name a place of restricted rights under the store: archive = "archive" (a schema or database), or the path of a file on SQLite
bad-archive = the archive of the store `{ $store }` is no place of its own
    .help = name a schema, database or file that holds nothing else: archive = "archive"
impersonal-columns = `{ $name }` is said to hold nothing personal, but has personal columns
    .help = leave out `personal = false`, or what speaks of personal data
impersonal-serves = `{ $name }` is said to hold nothing personal, but serves activities
no-activity = the records of `{ $table }` serve no activity, so nothing says how long they stay
    .help = say which activities it serves: serves = { "{" } accounting = true { "}" }; or write personal = false
unknown-activity = `{ $table }` serves the activity `{ $activity }`, which the policy does not have
    .label = not in the policy
unmapped-event = `{ $activity }` counts from `{ $event }`, and the map does not say where its date is for `{ $table }`
    .label = `{ $event }` is not mapped
    .help = add the column to `events`: { $event } = "column", or { $event } = "link.column"
other-subject = `{ $table }` is about `{ $subject }`, and the activity `{ $activity }` that it serves is not
    .help = add the subject to `{ $activity }` in the policy, or correct the map
unused-event = no activity that `{ $table }` serves counts from `{ $event }`
    .help = leave it out, or count from it in a `keep`
unserved-activity = no table of the map serves the activity `{ $activity }`
    .help = say in the map which tables do: its periods are kept nowhere
forbidden-field = `{ $column }` is `{ $category }`, which the policy forbids to hold{ $clauses }
    .help = to have it removed, add unneeded = ["{ $column }"]
forbidden-removed = `{ $column }` is `{ $category }`, which the policy forbids to hold{ $clauses }: it is to be removed
    .help = have the application write it no more; drop the column once a plan finds it empty
personal-or-not = `{ $column }` is said to be personal and not to be
    .label = also listed as personal
needed-column = `{ $column }` is listed as unneeded, but the activity `{ $activity }` needs it
    .help = take it off the list, or `{ $category }` out of the activity's data
coarse-field = `{ $column }` is `{ $coarse }`, and only `{ $finer }` is needed
    .help = if that is what it holds, write { $column } = "{ $finer }"
unneeded-field = no activity that `{ $table }` serves needs `{ $category }`
    .label = nothing needs this
    .help = to have it removed, add unneeded = ["{ $column }"]; to keep it, add `{ $category }` to an activity's data
unused-transform = nothing makes `{ $column }` anonymous
    .help = end an activity that needs it with `then anonymise`, or leave the transform out
unspoken-column = { $by ->
    [event] an event names the column `{ $column }`, and the map does not say what it is
    [identity] an identity names the column `{ $column }`, and the map does not say what it is
    [link] a link names the column `{ $column }`, and the map does not say what it is
    [condition] a condition names the column `{ $column }`, and the map does not say what it is
   *[other] `{ $by }` names the column `{ $column }`, and the map does not say what it is
}
    .help = list it in `fields` with its category, or in `not_personal`

## Links into other stores

link-to-store = the link `{ $name }` of `{ $table }` leads to the store `{ $store }`
    .label = not in the map
    .help = add a section [store.{ $store }], or leave the name out
link-to-own-store = the link `{ $name }` of `{ $table }` leads to `{ $store }`, its own store
    .help = leave the store's name out
link-to-table = the link `{ $name }` of `{ $table }` leads to `{ $other }`, of which the map does not speak
    .help = add a section [store.{ $other }]
event-further = an event is looked for further over the link `{ $link }`, which leads to another store
    .help = over such a link periods are counted and persons known, straight from the record: "link.column"
identity-further = an identity is looked for further over the link `{ $link }`, which leads to another store
condition-further = a condition asks over the link `{ $link }`, which leads to another store
identity-columns = the identity `{ $kind }` of `{ $table }` is looked for over a link of several columns
    .help = link one column of each, or leave the identity out
identity-untold = the identity `{ $kind }` of `{ $table }` is looked for where the other table does not tell it
    .help = write identity = { "{" } { $kind } = "{ $column }" { "}" } in [store.{ $there }] as well
link-circle = stores depend on each other in a circle ({ $round }), so none can be the first
    .help = let one of them keep the date or the identity beside its own records, and leave this link out

## Files

archived-files = `{ $activity }` ends in the archive, and the files of `{ $table }` cannot be moved there
    .help = give what is needed after the active phase an activity of its own without `archive`
file-of-file = the records of `{ $table }` are files themselves
    .help = leave `file` out
unknown-files = the files of `{ $table }` are in the store `{ $store }`, which the map does not have
    .help = add a store whose url is folder:PATH or s3://BUCKET/PREFIX
no-set = the files of `{ $table }` are in the store `{ $store }`, and no set of it is of files with personal data
    .help = add a set whose pattern they fit: only files of a set are ever removed
no-pattern = nothing says which files of the store are `{ $table }`
    .help = add a pattern: files = "*.log", or files = "{ "{" }day:%Y-%m-%d{ "}" }/*.mp4"
pattern-of-table = `{ $table }` is a table of a database, and has no files
    .help = leave `files` out, or name the folder or bucket in the store's url: folder:PATH, s3://BUCKET/PREFIX
captured-otherwise = `{ $name }` is captured as one thing here and as another before
    .help = choose another name for one of them
not-for-files = `{ $key }` means nothing for the files of `{ $table }`: what is in a file is not written over
    .help = leave it out: a file stays whole while an activity needs any of it, and then goes

## The form of the files

no-toml = this is not TOML: { $said }
key-twice = a key is given twice
    .label = given before
section-twice = { $section ->
    [activity] two activities are called `{ $name }`
    [processor] two processors are called `{ $name }`
    [recipient] two recipients are called `{ $name }`
    [joint_controller] two joint controllers are called `{ $name }`
    [subsidiary] two subsidiaries are called `{ $name }`
    [site] two sites are called `{ $name }`
    [collection] two collections are called `{ $name }`
    [measure] two measures are called `{ $name }`
    [attestation] two attestations are called `{ $name }`
    [territory] two territories are called `{ $name }`
    [accepted] two acceptances are called `{ $name }`
    [clause] two clauses are called `{ $name }`
    [store] two stores are called `{ $name }`
    [event] two events are called `{ $name }`
    [category] two categories are called `{ $name }`
    [subject] two subjects are called `{ $name }`
    [purpose] two purposes are called `{ $name }`
   *[other] two sections [{ $section }] are called `{ $name }`
}
    .label = the second
    .help = give one of them another name, or make one of both
unknown-value = { $what ->
    [country] `{ $name }`: `{ $text }` is no country code
    [region] `{ $name }`: `{ $text }` is no region
    [time-zone] `{ $name }`: `{ $text }` is no time zone
    [period] `{ $name }`: `{ $text }` is no period
    [basis] `{ $name }`: `{ $text }` is no legal basis
   *[value] `{ $name }`: `{ $text }` is no value here
}
write-period = write a number and days, weeks, months or years: `1 month`
write-country = write two letters of ISO 3166-1, such as FR
write-region = write two letters of ISO 3166-1, such as FR, or EU, EEA, adequate
write-zone = write a name of the IANA list, such as Europe/Paris
one-of = it is one of { $values }
unknown-format = `format` is { $format }, and this version of Abide reads 1
    .help = write `format = 1`, or use the version of Abide that the file is for
wrong-type = { $wanted ->
    [table] `{ $name }` takes a table
    [list] `{ $name }` takes a list
    [one] `{ $name }` takes at least one
    [number] `{ $name }` takes a number
    [date] `{ $name }` takes a date
    [truth] `{ $name }` takes true or false
    [condition] `{ $name }` takes a condition, or true
    [whole] `{ $name }` takes a whole number from 2 on
    [literal] `{ $name }` takes text, a number, true, false or a date
   *[text] `{ $name }` takes text
}
    .label = { $got ->
        [string] this is text
        [array] this is a list
        [integer] this is a number
        [float] this is a number
        [boolean] this is true or false
        [datetime] this is a date
       *[table] this is a table
    }
    .date = write it without quotes: 2023-01-03
    .never = to serve no record, leave the activity out
empty-text = `{ $name }` says nothing
    .help = write something there, or leave `{ $key }` out. { $says }
unknown-key = there is no key `{ $name }`
    .label = unknown key
    .help = the keys here are { $keys }
    .quotes = a name with dots is written in quotes; the keys here are { $keys }
file-without = the file has no `{ $key }`
missing-end = `{ $name }` has no end: nothing says how long its data is kept
    .help = add a phrase, such as keep = "3 years after last_contact"
missing-basis = add `basis`; it is one of { $bases }
missing-key = `{ $name }` has no `{ $key }`
    .help = add `{ $key }`. { $says }
missing-section = add a section [{ $section }]. { $key ->
   *[other] { $says }
}
bad-category = `{ $name }` is no name for a category
    .help = a category is words joined by dots, as `contact.pager`
unknown-parent = the category `{ $name }` is below `{ $above }`, which does not exist
    .help = add [category."{ $above }"] too
built-in = { $what ->
    [event] the event `{ $name }` is built in and cannot be defined anew
    [subject] the subject `{ $name }` is built in and cannot be defined anew
    [purpose] the purpose `{ $name }` is built in and cannot be defined anew
   *[category] the category `{ $name }` is built in and cannot be defined anew
}
    .help = leave it out, or take another name
    .below = to add one below it, write [category."{ $name }.…"]
bad-event = `{ $name }` is no name for an event
    .reserved = the word is part of the retention phrase's grammar: take another
    .help = an event is small letters, figures and `_`, as `mandate_end`
unknown-purpose = there is no purpose `{ $name }`
    .help = to say it in your own words, write purpose = { "{" } en = "…" { "}" }, or add a [purpose] section
bad-phrase = the retention phrase of `{ $name }` cannot be read
bad-date = `{ $key }` is no date of the calendar
    .help = write the day alone, as 2023-01-03
ends-before = `{ $name }` ends before it starts
    .help = `start` is the first day, and `end` the last
bad-url = the address of the store `{ $store }` is of no known form
    .help = write env:NAME, file:PATH, sqlite:PATH, postgres://HOST/DATABASE, mariadb://HOST/DATABASE, folder:PATH or s3://BUCKET/PREFIX
literal-password = the address of the store `{ $store }` holds a password
    .help = put the address in an environment variable and write url = "env:NAME"
bad-path = `{ $text }` in `{ $place }` is no path to a column
bad-link = `{ $text }` in `{ $place }` is no link to another table
link-columns = a link in `{ $place }` has { $own } columns on one side and { $their } on the other
    .help = write as many on both sides: `tenant, id = messages(tenant, contact_id)`
bad-condition = the condition of `{ $activity }` in `{ $place }` cannot be read
bad-transform = `{ $text }` in `{ $place }` is no way to make a value anonymous
bad-neutral = a neutral value in `{ $place }` is none that a column can take
    .help = write text, a plain number, true, false or a date
bad-pattern = `{ $text }` in `{ $place }` is no pattern of file names

## What was expected instead, in phrases, conditions, paths and patterns

expected = expected { $what }
expected-more = expected { $what }, but the text ends
text-ends = the text ends here
no-sign = `{ $sign }` means nothing here
open-text = this text has no closing quote
    .help = close it with { "'" }
open-name = this name has no closing quote
    .help = close it with "
the-end = the end
whole-number = expected a whole number from { $least } to 1,000,000,000
period-or-until = a period such as `3 years`, or `until`
a-period = a period such as `5 years`
count-from = say what it counts from: `3 years after collected`
no-period = a period is at least one day
    .help = to keep something only until an event, write `until answered`
odd-number = expected a whole number from 1 to 65535
    .help = write the number in figures, or in words from one to twelve
a-unit = a unit: day, week, month or year
join-events = join events with `or`: the latest of them counts
an-event = the name of an event, such as `collected`
until-in-use = until its event, data is in use
    .help = to archive it then, write `until answered, then archive for 5 years`
nothing-more = nothing after `then anonymise`
then-what = `archive for` a period, or `anonymise`
then-erase = what is not kept is erased; that need not be said
for-a-period = `for` and a period
archived-already = it is in the archive already
    .help = give the archive one period
after-events = `or`, `in archive`, `then archive for`, `then anonymise`, or the end
how-many = how many characters stay, as in `first 2`
how-wide = how wide a bucket is, as in `bucket 100`
a-transform = `truncate-ip`, `year`, `month`, `first` and a number, `bucket` and a number, or `drop`
column-or-link = a column, or a link and a column: `messages.sent_at`
a-column = a column
own-column = a column of this table, as in `customer_id = customers(id)`
equals-table = `=` and the other table, as in `customer_id = customers(id)`
other-table = the other table, as in `customer_id = customers(id)`
table-of-store = a table of the other store, as in `email = crm:contacts(email)`
open-columns = `(` and the other table's columns
their-column = a column of the other table
unopened-brace = no `{ "{" }` opens this
    .help = a brace itself is written twice: `{ "}" }{ "}" }`
unclosed-brace = no `{ "}" }` closes this
    .help = a brace itself is written twice: `{ "{" }{ "{" }`
no-character = no name has this character
no-name-before = a name is missing before this `/`
stars-alone = `**` stands alone between two `/`
    .help = for part of a name, write one `*`
no-capture = a capture is a name in braces, as in `{ "{" }camera{ "}" }` or `{ "{" }day:%Y-%m-%d{ "}" }`
file-has = every file has a `{ $name }` already
    .help = choose another name
captured-twice = `{ $name }` is captured twice
    .help = choose another name, or write `*`
capture-form = after the `:` stands `digits` or a date such as `%Y-%m-%d`
pattern-empty = a pattern names files: `*.log`
pattern-root = a pattern begins in the store's folder, without `/`
pattern-dots = a pattern has no `.` and no `..` between its `/`
pattern-folder = a pattern names files, not folders
    .help = for all that is below, write `**` at the end
zone-alone = a zone without a date and a time tells no moment
no-year = this tells no date: it needs a year, as in `%Y-%m-%d`
no-directive = `%{ $directive }` is not one of %Y %y %m %b %d %j %H %M %S %F %T %s %z %%
last-percent = nothing follows the last `%`
one-constant = one constant
too-deep = nested deeper than { $most } levels
where-reaches = parentheses, to say how far WHERE reaches
    .help = put all that WHERE holds in parentheses: EXISTS calls WHERE (a = 1 AND b = 2), or the whole EXISTS: (EXISTS calls WHERE a = 1) AND b = 2
link-or-table = a link or a table
in-or-between = IN or BETWEEN
open-constants = `(` and a list of constants
and-bound = AND and the upper bound
reserved-column = a column named { $word } is written "{ $word }"
column-first = a comparison starts with the column: status = { "'" }lead{ "'" }
ordered-text = text can only be compared with =, <> and IN, since databases order it differently
    .help = a date is written DATE { "'" }2024-01-31{ "'" }, a number without quotes
ordered-truth = TRUE and FALSE can only be compared with = and <>
no-date = this is not a date of the calendar
    .help = a date is written DATE { "'" }2024-01-31{ "'" }
a-constant = a constant: { "'" }text{ "'" }, a number, TRUE, FALSE or DATE { "'" }2024-01-31{ "'" }
one-equal-sign = equality is one =
equals-null = nothing equals NULL: write IS NULL or IS NOT NULL
single-quotes = text is written in single quotes: { "'" }{ $word }{ "'" }
and-or-end = AND, OR or the end
no-patterns = there are no patterns: list the values, as in status IN ({ "'" }lead{ "'" }, { "'" }late{ "'" })
too-large = this number is too large for 64 bits
