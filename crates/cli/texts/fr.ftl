# Ce que dit la commande en français autour des constats. Les clés sont celles de en.ftl. Les espaces insécables devant les
# signes doubles sont mises par le programme, sauf après un mot que suit un `:` mis ailleurs.

## Autour d'un constat

error = erreur
warning = avertissement
advice = conseil
help = aide{ "\u202F" }
law = droit{ "\u202F" }
reason = motif{ "\u202F" }
accepted = accepté
accepted-because = { $reason } (`{ $name }`, à revoir le { $day })

## Combien il y en a

errors = { $count ->
    [one] { $count } erreur
   *[other] { $count } erreurs
}
warnings = { $count ->
    [one] { $count } avertissement
   *[other] { $count } avertissements
}
pieces-of-advice = { $count ->
    [one] { $count } conseil
   *[other] { $count } conseils
}
checked = { $checked } : rien à y redire
    .word = vérifié
accepted-too = { $count ->
    [one] { $count } accepté
   *[other] { $count } acceptés
}

## En un seul texte, pour les forges

said-law = Droit : { $law }
said-help = Aide : { $help }

## Ce que dit le droit

law-pack = recueil
law-rules = règles
law-rule = règle
law-kind = nature
law-weighs = poids
law-source = source
law-read = lu
law-read-official = le texte officiel
law-read-secondary = un texte qui rapporte le texte officiel
law-read-nothing = rien : c'est ce que le métier sait
law-checked = vérifié
law-from = dès le
law-until = jusqu'au
law-next = { $command } présente les règles. Elles informent, et ne sont pas un conseil juridique.
law-count = { $count ->
    [one] { $count } règle
   *[other] { $count } règles
}
no-rule = aucun recueil n'a de règle `{ $id }`
    .help = `abide law list` les présente toutes
