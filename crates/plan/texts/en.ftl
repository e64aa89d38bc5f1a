# What findings about databases say in English. The keys are those of fr.ftl.

## The map does not fit the database

bind-no-personal-table = the map speaks of no personal table { $table }
bind-unfit = it does not fit the database
bind-transform = column { $column } cannot be made anonymous: { $why }
    .type = use a transform for what it holds: truncate-ip (addresses), year and month (dates), first N (text), bucket N (numbers)
    .column = leave its transform out: it then stays as long as its record, and leads back to whom it is about; or keep what is needed in a column of its own
other-transform = `{ $transform }` is not for its type { $declared }
unique = it must be unique
check-refuses-rest = the check constraint { $name } may refuse what is left of it
check-refuses-neutral = the check constraint { $name } may refuse a neutral value
unnamed = without name
bind-text-order = text in { $column } can only be compared for equality
bind-condition = column { $column } ({ $declared }) is not comparable with this constant
    .help = engines order text differently, and compare kinds differently; write a constant of the column's kind
bind-no-neutral = column { $column } cannot be blanked while its record stays: { $why }
    .help = name a value that fits: neutral = { "{" } { $column } = … { "}" }
bind-ambiguous-link = { $ways } ways lead from { $from } to { $to }
    .help = name the one that is meant under `links`, and write its name in the path
bind-no-link = no link or reference `{ $name }` leads from table { $table }
    .near = `{ $other }` does; is it meant?
    .help = declare it: links = { "{" } { $name } = "own_column = table(their_column)" { "}" }
bind-no-table = store { $store } has no table `{ $table }`
    .near = a table `{ $name }` exists; is it meant?
    .help = remove the table from the map, or point the store's url at the right database
bind-no-table-here = store { $store } has no table `{ $table }` that can be looked at from here
bind-unlike = { $own } and { $other } hold different kinds of values
    .help = link columns of the same type and collation: databases compare others each in its way, or not at all
bind-no-date = column { $column } ({ $declared }) holds no date as it is mapped
    .help = say under `formats` how dates are written in it: text, text-utc, epoch-seconds, epoch-milliseconds
bind-store-zone = timestamps without zone in a zone that changes its clocks do not tell a moment
    .help = write "UTC" or a fixed offset, or leave the key out when the store uses the controller's own zone
bind-unmapped = the map does not speak of table { $table }
    .help = run `abide map` to draft it, or write `personal = false` if it holds nothing personal
bind-unspoken = the map does not speak of column { $column }, so no record of its table is deleted
    .help = name its category under `fields`, or list it under `not_personal`
bind-no-column = table { $table } has no column `{ $column }`
    .near = a column `{ $name }` exists; is it meant?
bind-no-column-there = { $table } has no column `{ $column }`
bind-untouchable = nothing in table { $table } is erased or blanked: { $why }
    .help = move it to an engine that has transactions (ALTER TABLE … ENGINE=InnoDB)
bind-no-key = table { $table } has no primary key: nothing in it can be erased or blanked safely
    .help = add a primary key; Abide names the rows it changes by it
bind-link-column = the link `{ $link }` names a column `{ $column }` that is not there
bind-link-kinds = the link `{ $name }` compares { $one } ({ $kind }) with { $other } ({ $kind_there })
    .help = link whole numbers or texts; what is kept otherwise no two databases spell alike
files-with-records = records of { $table } that go take the files along that { $column } names, in the store { $store }
    .help = nothing is to be done: a file is removed before its record, and a record whose file cannot be removed stays

## Why a table's records are left alone

left-no-key = it has no primary key
left-unspoken = the map does not speak of its column { $column }
left-rule-errors = its rule for { $activity } has errors
left-file-errors = where its files are has errors
left-link-errors = { $place } counts from it over a link that has errors
left-anonymous = its records stay, anonymous
left-unserved = it serves no activity
untouchable-versioned = it is system-versioned: what is deleted from it stays in its history
untouchable-engine = { $engine } has no transactions: a change cut off in the middle could not be taken back
untouchable-unknown = its engine has no transactions: a change cut off in the middle could not be taken back
order-own-rows = its rules look at other rows of { $table } itself, so no order of deletion is safe
order-uncut-rows = rows of { $table } refer to each other in a way that its constraints or its rules forbid to cut
order-uncut-circle = { $tables } refer to each other in a circle that their constraints forbid to cut
order-no-way-back = { $holder } counts from { $held } without a reference from { $held } to it, so no order of deletion is safe
order-forked = in { $tables }, one row of { $table } may refer to several that count from it, so no order of deletion is safe

## Why a column's value stays with its record

stays-whole = what is in a file and in its name is there as long as the file
stays-no-key = its table has no primary key
stays-unconfirmed = no activity needs it, and its removal is not confirmed in the map
works-key = it is part of the primary key
works-refers = it refers to another record
works-referred = other records refer to it
works-file = its file is found by it
works-condition = a condition of the map looks at it
works-elsewhere = another store counts a period from it
works-counted = a period is counted from it
works-links = it links records
unique-for-all = it must be unique, so that one value cannot be written over all
unique-type = it must be unique and its type { $declared } has no neutral values that are
unique-joined = it must be unique, and the parts of the primary key, joined, may be the same for two rows
unique-short = it must be unique, and its { $limit } characters may be too few for a neutral value
unfit-neutral = the neutral value that the map gives does not fit its type { $declared }
computed = the database computes it
no-neutral = it takes no NULL, and its type { $declared } has no neutral value

## What stands in the way of erasing, or makes it slow

plan-no-safe-order = no record of { $table } is deleted: { $why }
    .help = values that nothing needs are blanked; give the activity a date of the record itself to count from
plan-working-column = personal column { $column } stays as long as its record, because { $why }
plan-traceable = records of { $table } that are made anonymous can be traced back: { $why }
    .help = let the activity erase its records, or keep what is to be counted in a table without this column
traceable-stays = { $column } stays, because { $why }
traceable-refers = { $columns } refers to { $other }
plan-cascade = deleting a record of { $to } would delete its records of { $from }, which are not to be deleted; such records of { $to } stay, blanked
    .help = map { $from } with the activities that its records serve, so that they go with it
plan-reference-forbids = records of { $to } that { $from } refers to stay, blanked
    .help = map { $from } with the activities that its records serve, or let the reference be set to NULL
plan-no-index-over = no index serves { $place }: finding what is over reads the whole table
    .help = { $statement }
plan-no-index-deletion = no index serves { $place }: each deletion looks for records that refer to it
plan-no-index-dates = no index serves { $place }: each record's dates are looked for in it
plan-forbidden-content = { $rows ->
    [one] 1 record with a full card number in { $column }, which the policy forbids to hold{ $clauses }
   *[other] { $rows } records with a full card number in { $column }, which the policy forbids to hold{ $clauses }
}
    .help = mask all but the first six and the last four digits, and find what wrote it; if the column is for card numbers, map it to the category and confirm its removal under `unneeded`
