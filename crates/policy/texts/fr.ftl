# Ce que disent en français les constats sur les deux fichiers. Les clés sont celles de en.ftl. Un `.label` est sous le texte
# souligné, un `.help` dit que faire. Les espaces insécables devant les signes doubles sont mises par le programme.

## Dans de nombreux constats

not-known = inconnu
due = échu
did-you-mean = vouliez-vous écrire `{ $near }` ?
and-more = { $count ->
    [one] { $count } autre
   *[other] { $count } autres
}
and-then = { $before } puis { $then }
no-time = aucune durée

## La politique au regard du droit

attestation-due = l'attestation `{ $name }` de { $owner } devait être revue le { $day }
    .help = vérifiez qu'elle tient toujours, renouvelez ses preuves, puis donnez-lui une date ultérieure
no-law = la politique ne désigne aucun droit applicable et n'est confrontée à aucun
    .help = désignez les recueils dont elle relève, par exemple law = ["gdpr", "france"] ; `abide law` les présente
unknown-pack = il n'existe pas de recueil de règles `{ $name }`
    .help = il existe { $packs } ; --packs désigne un dossier qui en contient d'autres
no-consent = { $agreement ->
    [use] `{ $name }` tient l'utilisation du site ou du service pour un consentement, ce qu'elle n'est pas en droit
   *[ticked-box] `{ $name }` tient une case cochée par défaut pour un consentement, ce qu'elle n'est pas en droit
}
    .label = pas un consentement
    .help = recueillez-le par une case non cochée : agreement = "box", ou retenez une autre base légale et retirez cette clé
unfree-consent = { $agreement ->
    [purchase] `{ $collection }` prend l'achat pour un consentement à `{ $activity }`, que l'acheteur ne peut refuser
   *[required-box] `{ $collection }` ne peut servir sans consentement à `{ $activity }`, alors que le point de collecte sert aussi à autre chose
}
    .label = n'est pas librement donné
    .help = demandez-le par une case qu'il n'est pas obligatoire de cocher : agreement = "box"
no-purchase = `{ $name }` découle de l'ouverture d'un compte, qui n'est ni un consentement ni un achat
    .help = recueillez le consentement par une case non cochée (agreement = "box"), ou n'écrivez qu'à ceux qui ont acheté ("purchase")
needless-consent = `{ $collection }` ne peut être utilisé sans consentir à `{ $activity }`, qui n'exige pas de consentement : sa base légale est { $basis }
    .help = retirez la case, et indiquez plutôt à quoi servent les données
consent-needed = `{ $name }` a besoin de `{ $data }` pour `{ $purpose }`, ce qui demande un consentement, et sa base légale est { $basis }
    .label = pas de consentement
    .help = demandez-le au préalable : basis = "consent", et un point de collecte avec agreement = "box"
sale = `{ $name }` transmet des données à l'acheteur `{ $buyer }`, ce qui demande un consentement, et sa base légale est { $basis }
    .label = une vente
    .help = demandez-en le consentement dans une activité propre, ou retirez l'acheteur
forbidden = interdit
forbidden-processor = `{ $name }` est un sous-traitant, et la politique dit que rien n'est transmis à aucun{ $clauses }
forbidden-kind = { $role ->
    [processor] le sous-traitant `{ $name }` est du genre `{ $kind }`, que la politique interdit{ $clauses }
   *[recipient] le destinataire `{ $name }` est du genre `{ $kind }`, que la politique interdit{ $clauses }
}
    .help = retirez-le, donnez-lui une date de fin (`end`), ou retirez la section [forbidden_recipient.{ $section }]
no-kind = rien ne dit de quel genre est `{ $name }`, et la politique en interdit certains
    .help = dites ce qu'il fait des données, par exemple kind = "hosting"
outside-territory = { $role ->
    [store] `{ $name }` se trouve en { $country }, or la politique garde les données en { $regions }{ $clauses }
    [processor] le sous-traitant `{ $name }` se trouve en { $country }, or la politique garde les données en { $regions }{ $clauses }
   *[recipient] le destinataire `{ $name }` se trouve en { $country }, or la politique garde les données en { $regions }{ $clauses }
}
    .label = hors du territoire
    .help = déplacez-le, ou corrigez la section [territory.{ $territory }]
nowhere = { $role ->
    [store] rien ne dit où `{ $name }` détient les données, or la politique les garde en { $regions }{ $clauses }
    [processor] rien ne dit où le sous-traitant `{ $name }` détient les données, or la politique les garde en { $regions }{ $clauses }
   *[recipient] rien ne dit où le destinataire `{ $name }` détient les données, or la politique les garde en { $regions }{ $clauses }
}
    .help = indiquez-le, par exemple location = "FR"
country-for-some = { $role ->
    [store] `{ $name }` se trouve en { $country }, où les données ne peuvent être confiées qu'à certains : { $only }
    [processor] le sous-traitant `{ $name }` se trouve en { $country }, où les données ne peuvent être confiées qu'à certains : { $only }
   *[recipient] le destinataire `{ $name }` se trouve en { $country }, où les données ne peuvent être confiées qu'à certains : { $only }
}
    .label = pas auprès de tous
    .help = assurez-vous qu'il en fait partie, et dites-le : safeguard = "adequacy" sous celui qui détient les données
country-no-more = { $role ->
    [store] `{ $name }` se trouve en { $country }, et la décision qui permet d'y envoyer des données n'est pas en vigueur
    [processor] le sous-traitant `{ $name }` se trouve en { $country }, et la décision qui permet d'y envoyer des données n'est pas en vigueur
   *[recipient] le destinataire `{ $name }` se trouve en { $country }, et la décision qui permet d'y envoyer des données n'est pas en vigueur
}
    .label = pas à cette date
    .from = seulement à partir du { $from }
    .until = elle a pris fin le { $until }
third-country = { $role ->
    [store] `{ $name }` se trouve en { $country }, pays qui ne fait l'objet d'aucune décision d'adéquation
    [processor] le sous-traitant `{ $name }` se trouve en { $country }, pays qui ne fait l'objet d'aucune décision d'adéquation
   *[recipient] le destinataire `{ $name }` se trouve en { $country }, pays qui ne fait l'objet d'aucune décision d'adéquation
}
    .label = un pays tiers
    .move = déplacez-le, ou nommez avec `run_by` celui qui l'exploite, et dans la politique la garantie (`safeguard`) convenue avec lui (RGPD, art. 46)
    .help = dites quelle garantie il y a, par exemple safeguard = "standard-contractual-clauses" (RGPD, art. 46)
    .adequacy = `adequacy` ne dit rien ici : nommez une garantie de l'article 46 du RGPD
    .derogation = une dérogation vaut pour des transferts isolés (RGPD, art. 49) : assurez-vous que c'en est un
future-version = le jour de publication de cette version est encore à venir : { $day }
future-since = le jour où `{ $name }` a commencé est encore à venir : { $day }
    .label = à venir
    .help = donnez le jour où cela a eu lieu ; ce qui est prévu figure ici une fois fait
untold-complaint = le texte publié ne dit pas qu'une réclamation auprès d'une autorité de contrôle est possible
untold-after-death = le texte publié ne dit pas que les personnes peuvent donner des directives sur le sort de leurs données après leur décès
untold-rights = le texte publié ne dit pas quels droits ont les personnes concernées
    .label = non dit
    .help = publiez ce que `abide notice` tire de ce fichier, puis retirez cette mention
untold-basis = le texte publié ne dit pas la base légale de { $activities }
untold-keep = le texte publié ne dit pas la durée de conservation des données pour { $activities }
untold-archive = le texte publié ne dit pas la durée d'archivage intermédiaire des données pour { $activities }
no-contact = rien ne dit comment joindre le responsable de traitement
    .help = ajoutez un `contact` ou une adresse (`address`), ou des canaux pour les demandes
no-interest = `{ $name }` repose sur un intérêt légitime, et rien ne dit lequel
    .help = dites-le en une ligne, par exemple interest = { "{" } fr = "…" { "}" }
no-otherwise = `{ $name }` exige des données, et rien ne dit ce qui se passe si elles ne sont pas fournies
    .help = dites-le en une ligne, par exemple otherwise = { "{" } fr = "…" { "}" }
no-representative = le responsable de traitement se trouve en { $country } et ne désigne pas de représentant dans l'Union
    .help = ajoutez une section [controller.representative], sauf si aucun n'est requis (art. 27, paragraphe 2)
no-arrangement = il n'y a pas d'accord avec le responsable conjoint `{ $name }`
    .help = dites où il se trouve : arrangement = "…"
beyond-reference = `{ $name }` conserve les données { $keep }, au-delà de la durée de référence de son genre
    .named = ramenez la durée de conservation à { $most }
    .label = la durée de référence est de { $most }
    .help = ramenez la durée de conservation à { $most }, ou nommez la durée de référence dont elle relève : reference = "…"
    .event = à partir de `{ $event }`, la durée de référence est de { $most }
    .never = ne les conservez que jusque-là : `until { $event }`
beyond-reference-in-use = `{ $name }` conserve les données { $keep } en base active, au-delà de la durée de référence de son genre
    .help = conservez-les { $most } en base active, puis en archivage intermédiaire : `then archive for …`
other-event = `{ $name }` compte à partir de { $own }, et la durée de référence de son genre à partir de { $reference } : on ne peut dire si elle est dépassée
    .help = comptez à partir du même événement, ou nommez la durée de référence dont elle relève : reference = "…"
below-reference = `{ $name }` conserve les données { $keep }, moins que ce qui est imposé pour son genre
    .label = il faut { $least }
    .help = conservez-les { $least }, en archivage intermédiaire (`in archive`)
unknown-reference = aucun des recueils que désigne la politique n'a de durée de référence `{ $name }`
    .help = `abide law list --kind period` les présente
ended-recipient = `{ $name }` a pris fin le { $day }, et une activité lui transmet encore des données
    .label = terminé
    .help = retirez-le de la liste, ou donnez-lui une date de fin (`end`) ultérieure
no-contract = le sous-traitant `{ $name }` n'a pas de contrat
    .help = dites où se trouve son contrat : contract = "…"
no-guarantees = le sous-traitant `{ $name }` ne présente pas de garanties
    .help = dites ce qui montre que les données peuvent lui être confiées : guarantees = ["…"]
no-instructions = le sous-traitant `{ $name }` n'a pas d'instructions
    .help = dites où se trouvent ses instructions : instructions = "…"
no-review = rien ne dit quand le sous-traitant `{ $name }` est revu
    .help = donnez le jour où le sont son contrat, ses garanties et ses sous-traitants : review = 2027-01-31
processor-due = le sous-traitant `{ $name }` devait être revu le { $day }
    .help = examinez son contrat, ses garanties et ses sous-traitants ultérieurs, puis donnez-lui une date ultérieure
late-answer = il est répondu aux demandes dans un délai de { $promised }, et le droit donne { $within }
    .label = trop tard
    .help = promettez { $within } ; le délai supplémentaire, quand les demandes sont complexes ou nombreuses, est `extension`, et s'annonce dans un délai de { $within }
late-extension = une réponse peut prendre { $promised } de plus, et le droit donne { $within }
    .help = promettez { $within }
identity-always = toute demande doit être accompagnée d'un justificatif d'identité
    .help = ne le demandez qu'en cas de doute raisonnable : identity = "on-doubt"
identity-for-access = toute demande d'accès doit être accompagnée d'un justificatif d'identité
fee-without-ground = les réponses peuvent être payantes, et la politique ne dit pas pour quel motif
    .help = dites-le : fee_ground = "excessive" ou "further-copy", ou ne faites rien payer
special-category = `{ $name }` a besoin de `{ $data }`, et rien ne dit à quel titre il le peut
    .label = demande un fondement qui lui soit propre
    .help = nommez un `special_ground` ; c'est l'un de ceux-ci : { $grounds }
other-ground = `{ $name }` a besoin de `{ $data }`, ce que { $ground } ne permet pas
    .label = ne le permet pas
impact-assessment = `{ $name }` peut présenter un risque élevé pour les personnes : { $signs }
    .help = menez une analyse d'impact, et dites où elle se trouve : impact_assessment = "…"
kept-at-all = `{ $name }` conserve `{ $data }` au-delà de { $until }
    .label = trop longtemps
    .help = retirez cette donnée de `data`, ou donnez-lui une activité propre, conservée "until { $until }"
kept-whole = `{ $name }` conserve `{ $data }` même
    .help = assurez-vous que cette donnée ne peut être lue là où elle est, ou conservez `{ $instead }` à sa place
no-way-off = `{ $name }` envoie des courriels en nombre, et rien ne dit comment les personnes se désinscrivent
    .only = permettez-le aussi ainsi, puis ajoutez "{ $only }" à `unsubscribe`
    .help = dites-le : unsubscribe = "…" : { $ways }
other-way-off = les personnes se désinscrivent de `{ $name }` par d'autres moyens que { $ways }

## Ce que la politique accepte

cannot-accept = `{ $name }` accepte une erreur, or les erreurs des fichiers doivent être corrigées
    .help = corrigez ce dont il s'agit, et retirez cette section
acceptance-due = `{ $name }` devait être revue le { $day }, et n'accepte plus rien
    .help = corrigez ce qu'elle accepte ; ou, si sa raison vaut toujours, donnez-lui une date ultérieure
unused-acceptance = `{ $name }` accepte `{ $code }` au sujet de `{ $about }`, qui n'est pas constaté
    .code = il n'existe pas de constat de ce code
    .elsewhere = il y en a un au sujet de `{ $about }`
    .help = retirez la section

## Noms

unknown-name = { $what ->
    [activity] il n'existe pas d'activité `{ $name }`
    [measure] il n'existe pas de mesure `{ $name }`
    [joint-controller] il n'existe pas de responsable conjoint `{ $name }`
    [subsidiary] il n'existe pas de filiale `{ $name }`
    [site] il n'existe pas de site `{ $name }`
    [store] il n'existe pas de stockage `{ $name }`
    [anybody] il n'existe pas de sous-traitant ni de destinataire `{ $name }`
    [other-processor] il n'existe pas d'autre sous-traitant `{ $name }`
    [subject] il n'existe pas de catégorie de personnes `{ $name }`
    [category] il n'existe pas de catégorie de données `{ $name }`
   *[event] il n'existe pas d'événement `{ $name }`
}
add-section = { $file ->
    [policy] ajoutez une section [{ $section }.{ $name }] à la politique
   *[map] ajoutez une section [{ $section }.{ $name }] à la cartographie
}
add-word = ajoutez une section { $section } à la politique, ou employez un mot du vocabulaire fourni
given-twice = `{ $name }` figure deux fois
    .help = retirez l'un des deux
keep-one = ne gardez que l'un des deux
officer-or-none = il est dit que le responsable de traitement a un délégué à la protection des données, et qu'il n'en a pas

## La politique en elle-même

unknown-clause = `{ $rule }` respecte la clause `{ $clause }`, qui n'est pas définie
    .label = non définie
    .help = ajoutez une section [clause."{ $clause }"] avec ce qu'elle dit
forbidden-data = `{ $name }` a besoin de `{ $needed }`, or la politique interdit `{ $category }`
    .help = retirez cette donnée, ou retirez la section [forbidden."{ $category }"]
    .below = nommez celles des catégories au-dessous qui sont nécessaires
unkept-clause = aucune règle ne respecte la clause `{ $clause }`
    .help = nommez-la dans `clause` d'une activité, ou dites avec `kept_by` ce qui la respecte
untold-rule = aucune clause du texte publié ne parle de [{ $section }.{ $name }]
    .help = nommez la clause qui en parle : clause = "…" ; ou publiez-le, ou retirez la section
forbidden-subject = `{ $name }` concerne `{ $subject }`, dont rien ne peut être détenu{ $clauses }
    .help = retirez cette catégorie de personnes, ou retirez la section [forbidden_subject.{ $subject }]
idle-key = `{ $key }` ne veut rien dire pour { $on }
    .help = retirez cette clé, ou dites à quoi elle se rapporte
idle-interest = une autre base légale que l'intérêt légitime
idle-archive = une durée sans archivage intermédiaire
idle-agreement = une collecte sans `agreement`
idle-fee = des demandes sans frais (`fee`)
unneeded-collected = `{ $name }` collecte `{ $category }`, dont rien de ce à quoi elle sert n'a besoin
unneeded-given = `{ $name }` reçoit `{ $category }`, dont rien de ce à quoi il sert n'a besoin
    .help = retirez cette donnée, ne nommez que ce qui en est nécessaire, ou ajoutez-la aux données (`data`) d'une activité
unused-recipient = rien n'est transmis à `{ $name }`
    .help = nommez-le parmi les destinataires (`recipients`) d'une activité ou dans `run_by` d'un stockage, ou retirez-le
required-and-voluntary = `{ $name }` exige `{ $what }`, alors que rien n'est dit devoir être fourni
    .help = gardez l'un des deux : `required` ou `voluntary`
given-and-not = `{ $name }` transmet des données à `{ $recipient }`, alors que personne n'est dit en recevoir
    .help = gardez l'un des deux : `recipients` ou `no_recipients`
run-and-given-nothing = `{ $name }` est exploité par `{ $runner }` et contient des données de `{ $activity }`, que personne n'est dit recevoir
    .help = qui exploite un stockage reçoit ce qu'il contient : retirez `no_recipients`, ou `run_by`
untranslated = { $count ->
    [one] `{ $key }` n'est pas dit en `{ $language }`
   *[other] { $count } textes ne sont pas dits en `{ $language }`, dont le premier est `{ $key }`
}
    .label = pas en `{ $language }`
    .help = ajoutez `{ $language }`
untranslated-more = ajoutez-y `{ $language }`, ainsi qu'à { $keys }

## La cartographie au regard de la politique

no-archive = `{ $activity }` archive ce dont elle a besoin, et le stockage `{ $store }` n'a pas d'archive
    .help = nommez sous le stockage un lieu aux droits restreints : archive = "archive" (un schéma ou une base), ou le chemin d'un fichier avec SQLite
bad-archive = l'archive du stockage `{ $store }` n'est pas un lieu distinct
    .help = nommez un schéma, une base ou un fichier qui ne contient rien d'autre : archive = "archive"
impersonal-columns = `{ $name }` est dite sans donnée personnelle, mais a des colonnes personnelles
    .help = retirez `personal = false`, ou ce qui parle de données personnelles
impersonal-serves = `{ $name }` est dite sans donnée personnelle, mais sert des activités
no-activity = les enregistrements de `{ $table }` ne servent aucune activité : rien ne dit leur durée de conservation
    .help = dites quelles activités elle sert : serves = { "{" } accounting = true { "}" } ; ou écrivez personal = false
unknown-activity = `{ $table }` sert l'activité `{ $activity }`, que la politique ne connaît pas
    .label = absente de la politique
unmapped-event = la durée de `{ $activity }` court à compter de `{ $event }`, et la cartographie ne dit pas où en est la date pour `{ $table }`
    .label = `{ $event }` n'est pas dans la cartographie
    .help = ajoutez la colonne à `events` : { $event } = "colonne", ou { $event } = "lien.colonne"
other-subject = `{ $table }` concerne `{ $subject }`, et non l'activité `{ $activity }` qu'elle sert
    .help = ajoutez cette catégorie de personnes à `{ $activity }` dans la politique, ou corrigez la cartographie
unused-event = aucune activité que sert `{ $table }` ne compte à partir de `{ $event }`
    .help = retirez-le, ou comptez à partir de lui dans un `keep`
unserved-activity = aucune table de la cartographie ne sert l'activité `{ $activity }`
    .help = dites dans la cartographie quelles tables la servent : ses durées de conservation ne sont appliquées nulle part
forbidden-field = `{ $column }` est `{ $category }`, que la politique interdit de détenir{ $clauses }
    .help = pour qu'elle soit effacée, ajoutez unneeded = ["{ $column }"]
forbidden-removed = `{ $column }` est `{ $category }`, que la politique interdit de détenir{ $clauses } : elle doit être effacée
    .help = que l'application ne l'écrive plus ; supprimez la colonne quand un plan la trouve vide
personal-or-not = `{ $column }` est dite personnelle, et dite ne pas l'être
    .label = figure aussi comme personnelle
needed-column = `{ $column }` figure parmi les colonnes inutiles, mais l'activité `{ $activity }` en a besoin
    .help = retirez-la de la liste, ou retirez `{ $category }` des données de l'activité
coarse-field = `{ $column }` est `{ $coarse }`, et seul `{ $finer }` est nécessaire
    .help = si c'est là ce qu'elle contient, écrivez { $column } = "{ $finer }"
unneeded-field = aucune activité que sert `{ $table }` n'a besoin de `{ $category }`
    .label = rien n'en a besoin
    .help = pour qu'elle soit effacée, ajoutez unneeded = ["{ $column }"] ; pour la conserver, ajoutez `{ $category }` aux données d'une activité
unused-transform = rien n'anonymise `{ $column }`
    .help = terminez par `then anonymise` une activité qui en a besoin, ou retirez la transformation
unspoken-column = { $by ->
    [event] un événement nomme la colonne `{ $column }`, et la cartographie ne dit pas ce qu'elle contient
    [identity] une identité nomme la colonne `{ $column }`, et la cartographie ne dit pas ce qu'elle contient
    [link] un lien nomme la colonne `{ $column }`, et la cartographie ne dit pas ce qu'elle contient
    [condition] une condition nomme la colonne `{ $column }`, et la cartographie ne dit pas ce qu'elle contient
   *[other] `{ $by }` nomme la colonne `{ $column }`, et la cartographie ne dit pas ce qu'elle contient
}
    .help = indiquez-la dans `fields` avec sa catégorie, ou dans `not_personal`

## Liens vers d'autres stockages

link-to-store = le lien `{ $name }` de `{ $table }` mène au stockage `{ $store }`
    .label = absent de la cartographie
    .help = ajoutez une section [store.{ $store }], ou retirez ce nom
link-to-own-store = le lien `{ $name }` de `{ $table }` mène à `{ $store }`, son propre stockage
    .help = retirez le nom du stockage
link-to-table = le lien `{ $name }` de `{ $table }` mène à `{ $other }`, dont la cartographie ne parle pas
    .help = ajoutez une section [store.{ $other }]
event-further = un événement est cherché au-delà du lien `{ $link }`, qui mène à un autre stockage
    .help = par un tel lien, les durées se comptent et les personnes se reconnaissent directement depuis l'enregistrement : "lien.colonne"
identity-further = une identité est cherchée au-delà du lien `{ $link }`, qui mène à un autre stockage
condition-further = une condition interroge par le lien `{ $link }`, qui mène à un autre stockage
identity-columns = l'identité `{ $kind }` de `{ $table }` est cherchée par un lien de plusieurs colonnes
    .help = liez une colonne de chacune, ou retirez l'identité
identity-untold = l'identité `{ $kind }` de `{ $table }` est cherchée là où l'autre table ne la dit pas
    .help = écrivez aussi identity = { "{" } { $kind } = "{ $column }" { "}" } dans [store.{ $there }]
link-circle = des stockages dépendent les uns des autres en cercle ({ $round }) : aucun ne peut être le premier
    .help = que l'un d'eux garde la date ou l'identité auprès de ses propres enregistrements, et retirez ce lien

## Fichiers

archived-files = `{ $activity }` se termine en archive, et les fichiers de `{ $table }` ne peuvent y être déplacés
    .help = donnez à ce qui reste nécessaire après la base active une activité propre, sans `archive`
file-of-file = les enregistrements de `{ $table }` sont eux-mêmes des fichiers
    .help = retirez `file`
unknown-files = les fichiers de `{ $table }` sont dans le stockage `{ $store }`, que la cartographie ne connaît pas
    .help = ajoutez un stockage dont l'url est folder:CHEMIN ou s3://COMPARTIMENT/PRÉFIXE
no-set = les fichiers de `{ $table }` sont dans le stockage `{ $store }`, dont aucun ensemble n'est de fichiers à données personnelles
    .help = ajoutez un ensemble au motif duquel ils répondent : seuls les fichiers d'un ensemble sont supprimés
no-pattern = rien ne dit quels fichiers du stockage sont `{ $table }`
    .help = ajoutez un motif : files = "*.log", ou files = "{ "{" }day:%Y-%m-%d{ "}" }/*.mp4"
pattern-of-table = `{ $table }` est une table d'une base de données, et n'a pas de fichiers
    .help = retirez `files`, ou nommez le dossier ou le compartiment dans l'url du stockage : folder:CHEMIN, s3://COMPARTIMENT/PRÉFIXE
captured-otherwise = `{ $name }` désigne ici autre chose que plus haut
    .help = choisissez un autre nom pour l'un des deux
not-for-files = `{ $key }` ne veut rien dire pour les fichiers de `{ $table }` : le contenu d'un fichier n'est pas réécrit
    .help = retirez cette clé : un fichier reste entier tant qu'une activité a besoin d'une partie, puis il est supprimé

## La forme des fichiers

no-toml = ceci n'est pas du TOML : { $said }
key-twice = une clé figure deux fois
    .label = figure déjà plus haut
section-twice = { $section ->
    [activity] deux activités s'appellent `{ $name }`
    [processor] deux sous-traitants s'appellent `{ $name }`
    [recipient] deux destinataires s'appellent `{ $name }`
    [joint_controller] deux responsables conjoints s'appellent `{ $name }`
    [subsidiary] deux filiales s'appellent `{ $name }`
    [site] deux sites s'appellent `{ $name }`
    [collection] deux points de collecte s'appellent `{ $name }`
    [measure] deux mesures s'appellent `{ $name }`
    [attestation] deux attestations s'appellent `{ $name }`
    [territory] deux territoires s'appellent `{ $name }`
    [accepted] deux acceptations s'appellent `{ $name }`
    [clause] deux clauses s'appellent `{ $name }`
    [store] deux stockages s'appellent `{ $name }`
    [event] deux événements s'appellent `{ $name }`
    [category] deux catégories s'appellent `{ $name }`
    [subject] deux catégories de personnes s'appellent `{ $name }`
    [purpose] deux finalités s'appellent `{ $name }`
   *[other] deux sections [{ $section }] s'appellent `{ $name }`
}
    .label = la seconde
    .help = donnez un autre nom à l'une des deux, ou n'en faites qu'une
unknown-value = { $what ->
    [country] `{ $name }` : `{ $text }` n'est pas un code de pays
    [region] `{ $name }` : `{ $text }` n'est pas une région
    [time-zone] `{ $name }` : `{ $text }` n'est pas un fuseau horaire
    [period] `{ $name }` : `{ $text }` n'est pas une durée
    [basis] `{ $name }` : `{ $text }` n'est pas une base légale
   *[value] `{ $name }` : `{ $text }` n'est pas une valeur admise ici
}
write-period = écrivez un nombre et days, weeks, months ou years : `1 month`
write-country = écrivez deux lettres de la norme ISO 3166-1, par exemple FR
write-region = écrivez deux lettres de la norme ISO 3166-1, par exemple FR, ou EU, EEA, adequate
write-zone = écrivez un nom de la liste de l'IANA, par exemple Europe/Paris
one-of = c'est l'une de ces valeurs : { $values }
unknown-format = `format` vaut { $format }, et cette version d'Abide lit 1
    .help = écrivez `format = 1`, ou employez la version d'Abide à laquelle le fichier est destiné
wrong-type = { $wanted ->
    [table] `{ $name }` attend une table
    [list] `{ $name }` attend une liste
    [one] `{ $name }` attend au moins une valeur
    [number] `{ $name }` attend un nombre
    [date] `{ $name }` attend une date
    [truth] `{ $name }` attend true ou false
    [condition] `{ $name }` attend une condition, ou true
    [whole] `{ $name }` attend un nombre entier à partir de 2
    [literal] `{ $name }` attend un texte, un nombre, true, false ou une date
   *[text] `{ $name }` attend un texte
}
    .label = { $got ->
        [string] ceci est un texte
        [array] ceci est une liste
        [integer] ceci est un nombre
        [float] ceci est un nombre
        [boolean] ceci est true ou false
        [datetime] ceci est une date
       *[table] ceci est une table
    }
    .date = écrivez-la sans guillemets : 2023-01-03
    .never = pour ne servir aucun enregistrement, retirez l'activité
empty-text = `{ $name }` ne dit rien
    .help = { $key ->
        [name] écrivez un nom
        [contact] écrivez comment le joindre, ou retirez `{ $key }`
        [address] écrivez l'adresse, ou retirez `{ $key }`
        [contract] écrivez où se trouve le contrat, ou retirez `{ $key }`
        [guarantees] écrivez ce qui montre que les données peuvent lui être confiées, ou retirez `{ $key }`
        [instructions] écrivez où se trouvent les instructions, ou retirez `{ $key }`
        [reason] écrivez pourquoi c'est accepté
        [owner] écrivez qui en répond
        [en] écrivez-le en anglais, ou retirez `{ $key }`
        [fr] écrivez-le en français, ou retirez `{ $key }`
       *[other] écrivez quelque chose ici, ou retirez `{ $key }`. { $says }
    }
unknown-key = il n'existe pas de clé `{ $name }`
    .label = clé inconnue
    .help = les clés sont ici { $keys }
    .quotes = un nom qui contient des points s'écrit entre guillemets ; les clés sont ici { $keys }
file-without = le fichier n'a pas de `{ $key }`
missing-end = `{ $name }` n'a pas de terme : rien ne dit la durée de conservation de ses données
    .help = ajoutez une durée de conservation, par exemple keep = "3 years after last_contact"
missing-basis = ajoutez `basis` ; c'est l'une de ces bases légales : { $bases }
missing-key = `{ $name }` n'a pas de `{ $key }`
    .help = ajoutez `{ $key }`. { $key ->
        [about] Ce dont il s'agit
        [activities] Les activités auxquelles cela sert, par leur nom
        [column] La colonne qui nomme le fichier
        [data] Les catégories de données dont elle a besoin, tout ce qui est au-dessous compris
        [evidence] Où cela se constate
        [finding] Le code du constat : `law/beyond-reference`
        [kind] De quelle sorte
        [label] Son nom pour les personnes, par langue
        [name] Son nom pour les personnes
        [owner] Qui en répond : une partie de l'entreprise, non une personne
        [purpose] La finalité
        [reason] Pourquoi c'est accepté
        [review] Le jour où cela est revu
        [says] Ce qui est dit
        [store] Le stockage où se trouve le fichier : un dossier ou un compartiment
        [subjects] Les catégories de personnes que les données concernent
        [url] Où se trouve le stockage
       *[other] { $says }
    }
missing-section = ajoutez une section [{ $section }]. { $key ->
    [controller] Qui décide des données (RGPD, art. 4, point 7)
    [label] Son nom pour les personnes, par langue
    [says] Ce qui est fait, par langue
   *[other] { $says }
}
bad-category = `{ $name }` n'est pas un nom de catégorie
    .help = une catégorie est faite de mots joints par des points, par exemple `contact.pager`
unknown-parent = la catégorie `{ $name }` est sous `{ $above }`, qui n'existe pas
    .help = ajoutez aussi [category."{ $above }"]
built-in = { $what ->
    [event] l'événement `{ $name }` fait partie du vocabulaire fourni et ne peut être redéfini
    [subject] la catégorie de personnes `{ $name }` fait partie du vocabulaire fourni et ne peut être redéfinie
    [purpose] la finalité `{ $name }` fait partie du vocabulaire fourni et ne peut être redéfinie
   *[category] la catégorie de données `{ $name }` fait partie du vocabulaire fourni et ne peut être redéfinie
}
    .help = retirez cette section, ou prenez un autre nom
    .below = pour en ajouter une au-dessous, écrivez [category."{ $name }.…"]
bad-event = `{ $name }` n'est pas un nom d'événement
    .reserved = ce mot appartient à la grammaire des durées de conservation : prenez-en un autre
    .help = un événement s'écrit en minuscules, chiffres et `_`, par exemple `mandate_end`
unknown-purpose = il n'existe pas de finalité `{ $name }`
    .help = pour la dire dans vos propres termes, écrivez purpose = { "{" } fr = "…" { "}" }, ou ajoutez une section [purpose]
bad-phrase = la durée de conservation de `{ $name }` ne peut être lue
bad-date = `{ $key }` n'est pas une date du calendrier
    .help = écrivez le jour seul, par exemple 2023-01-03
ends-before = `{ $name }` prend fin avant de commencer
    .help = `start` est le premier jour, et `end` le dernier
bad-url = l'adresse du stockage `{ $store }` n'est d'aucune forme connue
    .help = écrivez env:NOM, file:CHEMIN, sqlite:CHEMIN, postgres://HÔTE/BASE, mariadb://HÔTE/BASE, folder:CHEMIN ou s3://COMPARTIMENT/PRÉFIXE
literal-password = l'adresse du stockage `{ $store }` contient un mot de passe
    .help = mettez l'adresse dans une variable d'environnement et écrivez url = "env:NOM"
bad-path = `{ $text }` dans `{ $place }` n'est pas un chemin vers une colonne
bad-link = `{ $text }` dans `{ $place }` n'est pas un lien vers une autre table
link-columns = un lien dans `{ $place }` a { $own } colonnes d'un côté et { $their } de l'autre
    .help = écrivez-en autant des deux côtés : `tenant, id = messages(tenant, contact_id)`
bad-condition = la condition de `{ $activity }` dans `{ $place }` ne peut être lue
bad-transform = `{ $text }` dans `{ $place }` n'est pas une façon d'anonymiser une valeur
bad-neutral = une valeur neutre dans `{ $place }` n'est pas de celles qu'une colonne accepte
    .help = écrivez un texte, un nombre simple, true, false ou une date
bad-pattern = `{ $text }` dans `{ $place }` n'est pas un motif de noms de fichiers

## Ce qui était attendu, dans les durées de conservation, conditions, chemins et motifs

expected = attendu : { $what }
expected-more = attendu : { $what }, mais le texte s'arrête ici
text-ends = le texte s'arrête ici
no-sign = `{ $sign }` ne veut rien dire ici
open-text = ce texte n'a pas de guillemet fermant
    .help = fermez-le par { "'" }
open-name = ce nom n'a pas de guillemet fermant
    .help = fermez-le par "
the-end = la fin
whole-number = attendu : un nombre entier de { $least } à 1{ "\u202F" }000{ "\u202F" }000{ "\u202F" }000
period-or-until = une durée telle que `3 years`, ou `until`
a-period = une durée telle que `5 years`
count-from = dites à partir de quoi elle court : `3 years after collected`
no-period = une durée est d'au moins un jour
    .help = pour ne conserver que jusqu'à un événement, écrivez `until answered`
odd-number = attendu : un nombre entier de 1 à 65535
    .help = écrivez le nombre en chiffres, ou en lettres anglaises de one à twelve
a-unit = une unité : day, week, month ou year
join-events = joignez les événements par `or` : le dernier d'entre eux compte
an-event = le nom d'un événement, tel que `collected`
until-in-use = jusqu'à l'événement, les données sont en base active
    .help = pour les archiver ensuite, écrivez `until answered, then archive for 5 years`
nothing-more = rien après `then anonymise`
then-what = `archive for` et une durée, ou `anonymise`
then-erase = ce qui n'est plus conservé est effacé ; il n'est pas besoin de le dire
for-a-period = `for` et une durée
archived-already = les données sont déjà en archivage intermédiaire
    .help = ne donnez qu'une durée à l'archivage intermédiaire
after-events = `or`, `in archive`, `then archive for`, `then anonymise`, ou la fin
how-many = combien de caractères restent, comme dans `first 2`
how-wide = la largeur d'une tranche, comme dans `bucket 100`
a-transform = `truncate-ip`, `year`, `month`, `first` et un nombre, `bucket` et un nombre, ou `drop`
column-or-link = une colonne, ou un lien et une colonne : `messages.sent_at`
a-column = une colonne
own-column = une colonne de cette table, comme dans `customer_id = customers(id)`
equals-table = `=` et l'autre table, comme dans `customer_id = customers(id)`
other-table = l'autre table, comme dans `customer_id = customers(id)`
table-of-store = une table de l'autre stockage, comme dans `email = crm:contacts(email)`
open-columns = `(` et les colonnes de l'autre table
their-column = une colonne de l'autre table
unopened-brace = aucun `{ "{" }` n'ouvre ceci
    .help = une accolade elle-même s'écrit deux fois : `{ "}" }{ "}" }`
unclosed-brace = aucun `{ "}" }` ne ferme ceci
    .help = une accolade elle-même s'écrit deux fois : `{ "{" }{ "{" }`
no-character = aucun nom n'a ce caractère
no-name-before = il manque un nom avant ce `/`
stars-alone = `**` est seul entre deux `/`
    .help = pour une partie d'un nom, écrivez un seul `*`
no-capture = une capture est un nom entre accolades, comme dans `{ "{" }camera{ "}" }` ou `{ "{" }day:%Y-%m-%d{ "}" }`
file-has = tout fichier a déjà un `{ $name }`
    .help = choisissez un autre nom
captured-twice = `{ $name }` est capturé deux fois
    .help = choisissez un autre nom, ou écrivez `*`
capture-form = après le `:` vient `digits` ou une date telle que `%Y-%m-%d`
pattern-empty = un motif nomme des fichiers : `*.log`
pattern-root = un motif commence dans le dossier du stockage, sans `/`
pattern-dots = un motif n'a ni `.` ni `..` entre ses `/`
pattern-folder = un motif nomme des fichiers, non des dossiers
    .help = pour tout ce qui est au-dessous, écrivez `**` à la fin
zone-alone = un fuseau sans date ni heure ne dit aucun moment
no-year = ceci ne dit aucune date : il faut une année, comme dans `%Y-%m-%d`
no-directive = `%{ $directive }` n'est pas l'une de %Y %y %m %b %d %j %H %M %S %F %T %s %z %%
last-percent = rien ne suit le dernier `%`
one-constant = une seule constante
too-deep = imbriqué sur plus de { $most } niveaux
where-reaches = des parenthèses, pour dire jusqu'où porte WHERE
    .help = mettez entre parenthèses tout ce que porte WHERE : EXISTS calls WHERE (a = 1 AND b = 2), ou tout le EXISTS : (EXISTS calls WHERE a = 1) AND b = 2
link-or-table = un lien ou une table
in-or-between = IN ou BETWEEN
open-constants = `(` et une liste de constantes
and-bound = AND et la borne supérieure
reserved-column = une colonne nommée { $word } s'écrit "{ $word }"
column-first = une comparaison commence par la colonne : status = { "'" }lead{ "'" }
ordered-text = un texte ne se compare que par =, <> et IN, car les bases de données l'ordonnent différemment
    .help = une date s'écrit DATE { "'" }2024-01-31{ "'" }, un nombre sans guillemets
ordered-truth = TRUE et FALSE ne se comparent que par = et <>
no-date = ceci n'est pas une date du calendrier
    .help = une date s'écrit DATE { "'" }2024-01-31{ "'" }
a-constant = une constante : { "'" }texte{ "'" }, un nombre, TRUE, FALSE ou DATE { "'" }2024-01-31{ "'" }
one-equal-sign = l'égalité s'écrit d'un seul =
equals-null = rien n'est égal à NULL : écrivez IS NULL ou IS NOT NULL
single-quotes = un texte s'écrit entre guillemets simples : { "'" }{ $word }{ "'" }
and-or-end = AND, OR ou la fin
no-patterns = il n'y a pas de motifs : énumérez les valeurs, comme dans status IN ({ "'" }lead{ "'" }, { "'" }late{ "'" })
too-large = ce nombre est trop grand pour 64 bits
