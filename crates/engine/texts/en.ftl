# What planning finds, in English. The keys are those of fr.ftl.

## What planning found

plan-unserved = { $rows ->
    [one] 1 record of { $place } serving no activity: left alone
   *[other] { $rows } records of { $place } serving no activity: left alone
}
    .help = widen a condition under `serves`, or say what becomes of them: unserved = "erase" or "keep"
plan-undatable = { $rows ->
    [one] 1 record of { $place } without a date to count from for { $activity } ({ $phrase }): kept
   *[other] { $rows } records of { $place } without a date to count from for { $activity } ({ $phrase }): kept
}
    .help = fill the dates in, or name another event that the period may count from
plan-held-in-place = { $rows ->
    [one] 1 record of { $place } that nothing needs, and a hold keeps: in place, for the store has no archive
   *[other] { $rows } records of { $place } that nothing needs, and a hold keeps: in place, for the store has no archive
}
    .help = give the store an `archive` in the map, where only few may see what a hold keeps
plan-whole-file = { $rows ->
    [one] 1 record of which { $column } is not needed any more: each stays whole, for something else in it is
   *[other] { $rows } records of which { $column } is not needed any more: each stays whole, for something else in it is
}
    .help = keep what is needed for longer in a file of its own
plan-unneeded = { $rows ->
    [one] 1 record with a value in { $column }, which no activity needs
   *[other] { $rows } records with a value in { $column }, which no activity needs
}
    .help = declare the category in an activity, or confirm its removal: unneeded = ["{ $name }"]
plan-restored = { $store } looks restored from a backup made before { $since }: what was done since is not in it
    .help = run abide replay --store { $store } --backup-of TIMESTAMP, with the moment of the backup
plan-hold-overdue = the hold { $name } was to be reviewed by { $owner } on { $day }: what it keeps would go otherwise
    .help = close it (abide hold close { $name } --reason …), or open another with a later review
plan-hold-unkept = the hold { $name } cannot be kept: { $error }
    .help = have the map speak of what is held again, or close the hold

## How alike anonymous records are

plan-anonymous-groups = of the anonymous records of { $place }, at least { $smallest } each are alike in { $columns }
plan-apart = anonymous records of { $place } differ in { $columns } from nearly all others
plan-small-groups = { $few } anonymous records of { $place } are alike in { $columns } with fewer than { $k }, the smallest group having { $smallest }
    .help = coarsen more: `year` for `month`, fewer characters, wider buckets, or leave a transform out

## What going through a store of files has shown

files-two-sets = { $count ->
    [one] 1 file of { $store } is of two sets, { $first } and { $second }
   *[other] { $count } files of { $store } are of two sets, the first of { $first } and { $second }
}
    .help = make the patterns of one of them narrower: a file's fate is decided once
files-versions = { $store } keeps versions of its files: what is removed would stay as an earlier one, so nothing is removed
    .help = suspend versioning of the bucket, and have earlier versions expire by a rule of its life cycle
files-unmapped = { $count ->
    [one] 1 file of { $store } is of no set: it is left alone
   *[other] { $count } files of { $store } are of no set: they are left alone
}
    .help = add a pattern for them; or a set with `personal = false` if they hold nothing personal
files-symbolic-link = { $count ->
    [one] 1 symbolic link in { $store } is not followed
   *[other] { $count } symbolic links in { $store } are not followed
}
    .help = if what they point to is personal, name its folder as a store of its own
files-other-file-system = { $count ->
    [one] 1 folder in { $store } is another file system: it is not entered
   *[other] { $count } folders in { $store } are other file systems: they are not entered
}
    .help = to have them entered, write other_file_systems = true under the store
files-hard-link = { $count ->
    [one] 1 file of { $store } has other names: removing one leaves what is in it under the others
   *[other] { $count } files of { $store } have other names: removing one leaves what is in it under the others
}
    .help = find the others with `find -samefile`, and see to it that they are in a store as well
files-special = { $count ->
    [one] 1 socket, pipe or device in { $store } is left alone
   *[other] { $count } sockets, pipes and devices in { $store } are left alone
}
    .help = nothing is to be done if they belong there
files-name = { $count ->
    [one] 1 file of { $store } has a name that is not UTF-8; what is not is told as \xFF
   *[other] { $count } files of { $store } have names that are not UTF-8; what is not is told as \xFF
}
    .help = patterns see such names as they are told; `?` stands for one of their characters
