# What the command says around findings in English. The keys are those of fr.ftl.

## Around a finding

error = error
warning = warning
advice = advice
help = help
law = law
reason = reason
accepted = accepted
accepted-because = { $reason } (`{ $name }`, to be reviewed on { $day })

## How many there are

errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
pieces-of-advice = { $count ->
    [one] { $count } piece of advice
   *[other] { $count } pieces of advice
}
checked = { $checked }: nothing to say against it
    .word = checked
accepted-too = { $count ->
    [one] { $count } accepted
   *[other] { $count } accepted
}

## In one text, for code hosts

said-law = Law: { $law }
said-help = Help: { $help }

## What the law says

law-pack = pack
law-rules = rules
law-rule = rule
law-kind = kind
law-weighs = weighs
law-source = source
law-read = read
law-read-official = the official text
law-read-secondary = a text that tells the official one
law-read-nothing = nothing: it is what the field knows
law-checked = checked
law-from = from
law-until = until
law-next = { $command } shows the rules. They inform, and are no legal advice.
law-count = { $count ->
    [one] { $count } rule
   *[other] { $count } rules
}
no-rule = no law pack has a rule `{ $id }`
    .help = `abide law list` shows all
