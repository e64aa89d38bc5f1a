# Ce que constate la préparation d'un plan, en français. Les clés sont celles de en.ftl. Les espaces insécables devant les signes
# doubles sont mises par le programme.

## Ce que la préparation a constaté

plan-unserved = { $rows ->
    [one] { $rows } enregistrement de { $place } ne sert aucune activité : il est laissé
   *[other] { $rows } enregistrements de { $place } ne servent aucune activité : ils sont laissés
}
    .help = élargissez une condition sous `serves`, ou dites ce qu'il en advient : unserved = "erase" ou "keep"
plan-undatable = { $rows ->
    [one] { $rows } enregistrement de { $place } n'a pas de date à partir de laquelle compter pour { $activity } ({ $phrase }) : il est conservé
   *[other] { $rows } enregistrements de { $place } n'ont pas de date à partir de laquelle compter pour { $activity } ({ $phrase }) : ils sont conservés
}
    .help = renseignez les dates, ou nommez un autre événement à partir duquel la durée peut courir
plan-held-in-place = { $rows ->
    [one] { $rows } enregistrement de { $place } dont rien n'a besoin, et qu'un gel retient : sur place, car le stockage n'a pas d'archive
   *[other] { $rows } enregistrements de { $place } dont rien n'a besoin, et qu'un gel retient : sur place, car le stockage n'a pas d'archive
}
    .help = donnez au stockage une archive (`archive`) dans la cartographie, où peu de gens voient ce qu'un gel retient
plan-whole-file = { $rows ->
    [one] { $rows } enregistrement dont { $column } n'est plus nécessaire : il reste entier, car autre chose y est nécessaire
   *[other] { $rows } enregistrements dont { $column } n'est plus nécessaire : chacun reste entier, car autre chose y est nécessaire
}
    .help = gardez ce qui est nécessaire plus longtemps dans un fichier à part
plan-unneeded = { $rows ->
    [one] { $rows } enregistrement a une valeur dans { $column }, dont aucune activité n'a besoin
   *[other] { $rows } enregistrements ont une valeur dans { $column }, dont aucune activité n'a besoin
}
    .help = déclarez la catégorie dans une activité, ou confirmez sa suppression : unneeded = ["{ $name }"]
plan-restored = { $store } semble restauré d'une sauvegarde antérieure au { $since } : ce qui a été fait depuis n'y est pas
    .help = lancez abide replay --store { $store } --backup-of HORODATAGE, avec le moment de la sauvegarde
plan-hold-overdue = le gel { $name } devait être revu par { $owner } le { $day } : ce qu'il retient serait effacé sans lui
    .help = levez-le (abide hold close { $name } --reason …), ou ouvrez-en un autre à revoir plus tard
plan-hold-unkept = le gel { $name } ne peut être appliqué : { $error }
    .help = faites que la cartographie parle à nouveau de ce qui est gelé, ou levez le gel

## À quel point les enregistrements anonymes se ressemblent

plan-anonymous-groups = parmi les enregistrements anonymes de { $place }, au moins { $smallest } à chaque fois se ressemblent par { $columns }
plan-apart = des enregistrements anonymes de { $place } diffèrent par { $columns } de presque tous les autres
plan-small-groups = { $few } enregistrements anonymes de { $place } ressemblent par { $columns } à moins de { $k }, le plus petit groupe en ayant { $smallest }
    .help = généralisez davantage : `year` au lieu de `month`, moins de caractères, des tranches plus larges, ou retirez une transformation

## Ce que le parcours d'un stockage de fichiers a montré

files-two-sets = { $count ->
    [one] { $count } fichier de { $store } est de deux ensembles, { $first } et { $second }
   *[other] { $count } fichiers de { $store } sont de deux ensembles, le premier de { $first } et de { $second }
}
    .help = restreignez les motifs de l'un d'eux : le sort d'un fichier se décide une fois
files-versions = { $store } garde des versions de ses fichiers : ce qui est supprimé resterait comme version antérieure, donc rien n'est supprimé
    .help = suspendez le versionnage du compartiment, et faites expirer les versions antérieures par une règle de cycle de vie
files-unmapped = { $count ->
    [one] { $count } fichier de { $store } n'est d'aucun ensemble : il est laissé
   *[other] { $count } fichiers de { $store } ne sont d'aucun ensemble : ils sont laissés
}
    .help = ajoutez un motif pour eux ; ou un ensemble avec `personal = false` s'ils ne contiennent rien de personnel
files-symbolic-link = { $count ->
    [one] { $count } lien symbolique dans { $store } n'est pas suivi
   *[other] { $count } liens symboliques dans { $store } ne sont pas suivis
}
    .help = si ce vers quoi ils mènent est personnel, faites de son dossier un stockage à part
files-other-file-system = { $count ->
    [one] { $count } dossier dans { $store } est un autre système de fichiers : il n'est pas parcouru
   *[other] { $count } dossiers dans { $store } sont d'autres systèmes de fichiers : ils ne sont pas parcourus
}
    .help = pour qu'ils soient parcourus, écrivez other_file_systems = true sous le stockage
files-hard-link = { $count ->
    [one] { $count } fichier de { $store } a d'autres noms : en supprimer un laisse son contenu sous les autres
   *[other] { $count } fichiers de { $store } ont d'autres noms : en supprimer un laisse son contenu sous les autres
}
    .help = trouvez les autres avec `find -samefile`, et veillez à ce qu'ils soient aussi dans un stockage
files-special = { $count ->
    [one] { $count } socket, tube ou périphérique dans { $store } est laissé
   *[other] { $count } sockets, tubes et périphériques dans { $store } sont laissés
}
    .help = il n'y a rien à faire s'ils y ont leur place
files-name = { $count ->
    [one] { $count } fichier de { $store } a un nom qui n'est pas en UTF-8 ; ce qui ne l'est pas est rendu par \xFF
   *[other] { $count } fichiers de { $store } ont des noms qui ne sont pas en UTF-8 ; ce qui ne l'est pas est rendu par \xFF
}
    .help = les motifs voient ces noms tels qu'ils sont rendus ; `?` tient lieu d'un de leurs caractères
