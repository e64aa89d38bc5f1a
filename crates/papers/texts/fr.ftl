# Ce que disent les documents en français. Les clés sont celles de en.ftl. Les espaces insécables devant les signes doubles sont
# mises par le programme.

## Événements : après « après », et quand prend fin ce qui dure jusque-là ; `.office` pour les documents qui ne s'adressent pas à la personne

event-collected = la collecte des données
    .until = jusqu'à la collecte des données
event-created = la création de la fiche
    .until = jusqu'à la création de la fiche
event-updated = la dernière modification de la fiche
    .until = jusqu'à la dernière modification de la fiche
event-last_contact = votre dernier contact avec nous
    .until = jusqu'à votre dernier contact avec nous
    .office = le dernier contact de la personne
    .office-until = jusqu'au dernier contact de la personne
event-last_login = votre dernière connexion
    .until = jusqu'à votre dernière connexion
    .office = la dernière connexion de la personne
    .office-until = jusqu'à la dernière connexion de la personne
event-last_activity = votre dernière activité
    .until = jusqu'à votre dernière activité
    .office = la dernière activité de la personne
    .office-until = jusqu'à la dernière activité de la personne
event-last_purchase = votre dernier achat
    .until = jusqu'à votre dernier achat
    .office = le dernier achat de la personne
    .office-until = jusqu'au dernier achat de la personne
event-applied = votre candidature
    .until = jusqu'à votre candidature
    .office = la candidature
    .office-until = jusqu'à la candidature
event-recorded = l'enregistrement
    .until = jusqu'à l'enregistrement
event-received = la réception
    .until = jusqu'à la réception
event-issued = l'émission
    .until = jusqu'à l'émission
event-paid = le paiement
    .until = jusqu'au paiement
event-delivered = la livraison
    .until = jusqu'à la livraison
event-filled = l'attribution du poste
    .until = jusqu'à l'attribution du poste
event-card_expiry = l'expiration de la carte
    .until = jusqu'à l'expiration de la carte
event-answered = notre réponse
    .until = jusqu'à notre réponse
    .office = la réponse
    .office-until = jusqu'à la réponse
event-resolved = le règlement de l'affaire
    .until = jusqu'au règlement de l'affaire
event-contract_end = la fin du contrat
    .until = jusqu'à la fin du contrat
event-relationship_end = la fin de la relation
    .until = jusqu'à la fin de la relation
event-subscription_end = la fin de l'abonnement
    .until = jusqu'à la fin de l'abonnement
event-warranty_end = la fin de la garantie
    .until = jusqu'à la fin de la garantie
event-employment_end = la fin de l'emploi
    .until = jusqu'à la fin de l'emploi
event-account_closed = la clôture du compte
    .until = jusqu'à la clôture du compte
event-case_closed = la clôture du dossier
    .until = jusqu'à la clôture du dossier
event-own = { $event }
    .until = jusqu'à l'événement « { $event } »

## Durées de conservation

keep-after = { $count ->
    [1] { $period } après { $events }
   *[other] { $period } après { $events }, le dernier de ces événements étant retenu
}
keep-until = { $count ->
    [1] { $events }
   *[other] { $events }, le dernier de ces événements étant retenu
}
keep-after-archive = { $count ->
    [1] { $period } après { $events }, puis { $archive } en archive
   *[other] { $period } après { $events }, le dernier de ces événements étant retenu, puis { $archive } en archive
}
keep-until-archive = { $count ->
    [1] { $events }, puis { $archive } en archive
   *[other] { $events }, le dernier de ces événements étant retenu, puis { $archive } en archive
}
# Ce qui est archivé d'emblée ; $phrase dit combien de temps.
keep-archive = { $phrase }, seulement en archive intermédiaire

phase-active = En base active : { $phrase }.
phase-archived = Puis en archive intermédiaire, séparée des données en usage et ouverte à peu de personnes : { $period }.
phase-not-active = Pas d'utilisation courante.
phase-only-archived = Seulement en archive intermédiaire, séparée des données en usage et ouverte à peu de personnes : { $phrase }.
end-erase = Ensuite, effacement.
end-anonymise = Ensuite, anonymisation : rien de ce qui reste ne permet de vous retrouver.

## La notice

title = { $controller } : ce que nous faisons de vos données
title-of-site = { $controller } : ce que nous faisons de vos données sur { $site }
version = Version du { $date }
published = Publié à cette adresse
change = Ce qui a changé
contents = Sommaire

short = En bref
short-controller = { $controller } décide de ce qui est fait de ces données et en répond. Le tableau dit à quoi elles servent et combien de temps elles sont conservées. Le détail suit, sous les mêmes numéros.
short-objection = Vous avez le droit de vous opposer à une partie de ces traitements : voir « { $heading } ».
short-rights = Vous pouvez à tout moment nous demander ce que nous avons sur vous et le faire rectifier. Vos autres droits sont indiqués sous « { $heading } ».
short-complaint = Vous pouvez aussi adresser une réclamation à l'autorité chargée de la protection des données : voir « { $heading } ».
short-territory = Toutes les données restent dans ces pays ou territoires : { $regions } (voir « { $heading } »).
short-caption = À quoi servent les données
column-purpose = Finalité
column-subjects = Personnes concernées
column-keep = Durée de conservation

controller = Qui décide
controller-is = Le responsable du traitement, qui décide de l'usage des données, est { $controller }.
controller-address = Adresse
controller-registration = Immatriculation
controller-contact = Nous joindre au sujet de vos données
controller-representative = Notre représentant dans l'Union européenne
controller-officer = Notre délégué à la protection des données
controller-no-officer = Il n'y en a pas.

sites = Nos sites
site-about = Ce qui s'y passe : { $purposes }.
    .all = Tout ce que décrit cette notice concerne aussi ce site.

joint = Qui décide avec nous
joint-says = Ces organismes décident avec nous d'une partie de ce qui est fait. Un accord répartit les tâches entre nous. Vous pouvez vous adresser à chacun de nous, et obtenir de nous les grandes lignes de cet accord.
joint-about = Avec nous, pour : { $purposes }.
    .all = Avec nous, pour tout ce que décrit cette notice.
joint-arrangement = Référence de l'accord : { $where }.

subsidiaries = Nos sociétés
subsidiaries-says = Ces sociétés nous appartiennent. Nous effectuons aussi pour elles les traitements indiqués.
subsidiary-about = Traitements concernés : { $purposes }.
    .all = Traitements concernés : rien de ce que décrit cette notice.

activities = En détail
activities-together = Les mêmes données peuvent servir à plusieurs de ces traitements. Elles disparaissent quand le dernier n'en a plus besoin.
activities-source = Quand un traitement n'indique pas d'où viennent les données, elles viennent de vous ou de votre utilisation de ce que nous proposons.
activities-voluntary = Aucune de ces données n'est obligatoire : vous êtes libre de les donner ou non.
activity = { $number }. { $purpose }
activity-basis = Base légale
activity-interest = Intérêt poursuivi
activity-special-ground = Ce qui permet les catégories particulières
activity-source = Source des données
activity-automated = Décisions automatisées
activity-for = Pour nos sociétés
activity-on-behalf-of = Pour qui
activity-subjects = Personnes concernées
activity-data = Données
activity-joint = Décidé avec
activity-recipients = Destinataires
activity-no-recipients = Personne d'autre que nous.
activity-voluntary = Caractère obligatoire
activity-voluntary-says = Rien n'est obligatoire.
activity-otherwise = Si vous ne les donnez pas
activity-measures = Ce qui les protège
activity-keep = Durée de conservation
activity-rights = Vos droits ici
special-category = { $category } (catégorie particulière de données, que la loi protège davantage)

basis-consent = Votre consentement. Vous pouvez le retirer à tout moment ; ce qui a été fait auparavant reste licite.
basis-contract = Un contrat avec vous, ou des mesures précontractuelles prises à votre demande.
basis-legal-obligation = Une obligation légale : la loi nous l'impose.
basis-vital-interest = Des intérêts vitaux : la vie ou l'intégrité d'une personne est en jeu.
basis-public-interest = Une mission d'intérêt public.
basis-legitimate-interest = Un intérêt légitime, le nôtre ou celui d'un tiers, sur lequel vos intérêts et vos droits ne prévalent pas.

ground-explicit-consent = Votre consentement explicite (RGPD, art. 9, § 2, a).
ground-employment-law = Le droit du travail et de la protection sociale l'exige (RGPD, art. 9, § 2, b).
ground-vital-interests = La vie d'une personne est en jeu et vous ne pouvez pas consentir (RGPD, art. 9, § 2, c).
ground-association = Ces données concernent les membres de notre association et y restent (RGPD, art. 9, § 2, d).
ground-made-public = Vous les avez vous-même rendues publiques (RGPD, art. 9, § 2, e).
ground-legal-claims = La constatation, l'exercice ou la défense de droits en justice (RGPD, art. 9, § 2, f).
ground-public-interest = Un intérêt public important, prévu par la loi (RGPD, art. 9, § 2, g).
ground-health-care = Les soins ou la médecine du travail (RGPD, art. 9, § 2, h).
ground-public-health = La santé publique (RGPD, art. 9, § 2, i).
ground-archiving = Les archives dans l'intérêt public, la recherche ou les statistiques (RGPD, art. 9, § 2, j).
ground-official-authority = Le contrôle de l'autorité publique (RGPD, art. 10).
ground-authorised-by-law = Une loi qui l'autorise (RGPD, art. 10).

automated = Décisions automatisées
automated-none = Aucune décision produisant sur vous des effets juridiques, ou vous affectant de façon similaire et significative, n'est prise par des machines seules.
automated-some = Dans les traitements suivants, des machines prennent seules des décisions. Leur logique et leurs conséquences y sont indiquées. Vous pouvez demander qu'une personne examine une telle décision, donner votre point de vue et la contester.

collections = Où nous recueillons des données
collections-says = Voici où nous vous demandons des données ou les enregistrons, avec celles qui y sont obligatoires, s'il y en a.
collection-automatic = Ces données sont enregistrées d'elles-mêmes ; elles ne vous sont pas demandées.
collection-for = Finalités
collection-required = Données obligatoires
collection-otherwise = Si vous ne les donnez pas
collection-optional = Données facultatives
collection-agreement = Votre accord
collection-wording = Texte qui l'accompagne
collection-alternative = Si vous n'êtes pas d'accord
agreement-box = En cochant une case. Ce n'est pas obligatoire.
agreement-required-box = En cochant une case, sans quoi la suite n'est pas possible.
agreement-ticked-box = En laissant une case cochée.
agreement-use = En continuant d'utiliser ce que nous proposons.
agreement-account = En ouvrant un compte.
agreement-purchase = En achetant.

recipients = Qui reçoit des données
recipients-says = Outre nous-mêmes, reçoivent des données les destinataires suivants. Un traitement qui en transmet à l'un d'eux en particulier le nomme.
recipients-none = Personne d'autre que nous ne reçoit ces données.
recipient-processor = Sous-traitant : agit pour nous et selon nos instructions.
recipient-sub-processor = Sous-traitant ultérieur : agit pour { $name }, qui agit pour nous.
recipient-staff = Agit pour nous, sous notre autorité et sur nos instructions.
recipient-own = Tiers, qui répond de ce qu'il fait des données.
recipient-data = Données reçues : { $data }.
recipient-public = Ce qui est reçu est accessible à tous.
kind-hosting = Hébergement
kind-storage = Stockage de fichiers
kind-maintenance = Maintenance des machines et des logiciels
kind-payment = Paiements
kind-marketing = Prospection
kind-research = Études
kind-training = Formation
kind-mailing = Envoi de courriels et de courriers
kind-telephony = Appels et SMS
kind-identity-verification = Vérification d'identité
kind-audience-measurement = Mesure d'audience
kind-survey = Enquêtes
kind-backup = Sauvegardes
kind-antivirus = Protection contre les logiciels malveillants
kind-domain-registration = Enregistrement de noms de domaine
kind-accounting = Comptabilité
kind-legal = Conseil et contentieux
kind-subsidiary = Une de nos sociétés
kind-partner = Un partenaire
kind-authority = Une autorité publique
kind-social-network = Un réseau social
kind-buyer = Acheteurs de données
kind-staff = Personnel
kind-public = Tout le monde
kind-other = Autres
kind-processor = Quiconque les traiterait pour nous
recipient-in = { $count ->
    [1] Pays : { $countries }.
   *[other] Pays : { $countries }.
}

transfers = Données hors de l'Espace économique européen
transfers-says = Ces destinataires ont des données dans des pays hors de l'Espace économique européen, où s'applique un autre droit de la protection des données. Ce qui les y protège :
transfers-copy = Vous pouvez obtenir de nous une copie de ce qui a été convenu.
safeguard-adequacy = { $country } : une décision de la Commission européenne constatant que les données y sont protégées de manière adéquate.
    .some = { $country } : une décision de la Commission européenne constatant que les données y sont protégées de manière adéquate, qui ne vaut que pour { $only }. Ce destinataire en fait partie.
safeguard-standard-contractual-clauses = { $country } : des clauses contractuelles types, adoptées par la Commission européenne ou par une autorité.
safeguard-binding-corporate-rules = { $country } : des règles d'entreprise contraignantes, approuvées par une autorité.
safeguard-code-of-conduct = { $country } : un code de conduite approuvé, que le destinataire s'est engagé à respecter.
safeguard-certification = { $country } : une certification approuvée, assortie d'engagements contraignants.
safeguard-authorised-clauses = { $country } : des clauses contractuelles autorisées par une autorité.
safeguard-public-instrument = { $country } : un accord entre organismes publics.
safeguard-derogation = { $country } : aucune garantie générale ; des transferts ponctuels, dans un cas où la loi les permet sans garantie.
safeguard-untold = { $country } : rien n'est indiqué qui les y protège.

objection = Votre droit d'opposition
objection-says = Vous pouvez vous opposer, par l'un des moyens indiqués plus bas.
objection-about = Cela concerne : { $purposes }.
    .all = Cela concerne tout ce que décrit cette notice.

territory = Où restent les données
territory-all = Toutes les données restent dans ces pays ou territoires, et ne vont nulle part ailleurs : { $regions }.
territory-some = Les données de ces traitements restent dans ces pays ou territoires ({ $regions }), et ne vont nulle part ailleurs :
territory-stores = Certains de nos lieux de conservation se trouvent tous dans ces pays ou territoires : { $regions }.

measures = Ce qui protège les données
measures-says = Voici ce que nous faisons pour que les données ne soient ni perdues, ni vues par qui ne doit pas les voir.
measures-technical = Mesures techniques
measures-organisational = Mesures organisationnelles

rights = Vos droits
rights-here = Certains droits dépendent de la base légale : chaque traitement indique ceux qui s'y appliquent. Voici ce qu'ils signifient.
right-access = Accès
    .means = Savoir si nous avons des données sur vous, lesquelles, et en obtenir une copie.
right-rectify = Rectification
    .means = Faire corriger ce qui est inexact et compléter ce qui manque.
right-erase = Effacement
    .means = Faire effacer vos données, sauf si la loi nous permet ou nous impose de les conserver.
right-erase-limited = Effacement, seulement si les données ne sont plus nécessaires ou ont été traitées illicitement, ou si la loi l'exige
right-restrict = Limitation
    .means = Faire conserver vos données sans autre utilisation : le temps d'examiner votre contestation ou votre opposition, au lieu de les effacer, ou parce que vous en avez besoin pour faire valoir un droit.
right-port = Portabilité
    .means = Recevoir ce que vous nous avez fourni dans un format lisible par une machine, ou le faire transmettre à un autre.
right-object = Opposition
    .means = Vous opposer pour des raisons tenant à votre situation ; nous cessons, sauf motifs impérieux.
right-withdraw = Retrait du consentement
    .means = Retirer votre consentement, aussi simplement que vous l'avez donné.
right-refuse-marketing = Opposition à la prospection
    .means = Vous opposer à la prospection à tout moment et sans motif ; elle prend alors fin.
right-limited = { $right }, seulement dans les cas que la loi prévoit
right-after-death = Directives sur vos données après votre mort
    .means = Dire ce que deviendront vos données après votre mort, et changer d'avis.

answer = Nos réponses
answer-within = Nous répondons au plus tard { $period } après la réception de votre demande.
answer-extended = Si les demandes sont complexes ou nombreuses, ce délai peut être prolongé de { $period } ; nous vous en informons, avec la raison, dans le premier délai.
answer-free = L'exercice de vos droits est gratuit, sauf demande manifestement infondée ou excessive.
    .fee = L'exercice de vos droits est gratuit. Les frais ci-dessus ne peuvent être demandés que pour une demande manifestement infondée ou excessive, ou pour des copies supplémentaires.
channel-account = Dans votre compte
channel-form = Par formulaire
channel-email = Par courriel
channel-telephone = Par téléphone
channel-post = Par courrier
subject-lines = Objets de courriel reconnus
subject-line = « { $line } » : { $right }
request-says = Ce que doit indiquer votre demande
request-fee = Ce qui peut être facturé
    .exception = Frais, lorsque la loi le permet
proof-on-doubt = Nous ne vous demandons de justifier de votre identité qu'en cas de doute raisonnable.
proof-for-access = Nous vous demandons de justifier de votre identité lorsque vous demandez une copie de vos données.
proof-always = Nous vous demandons de justifier de votre identité.
proof-never = Nous ne vous demandons pas de justifier de votre identité.

complaint = Réclamation
complaint-says = Si vous estimez que vos données ne sont pas traitées licitement, vous pouvez adresser une réclamation à une autorité de contrôle, notamment celle de l'État membre où vous habitez, où vous travaillez ou dans lequel les faits ont eu lieu.
complaint-here = Là où nous sommes établis, c'est :

forbidden = Ce que nous ne faisons pas
forbidden-says = Nous ne détenons nulle part les données suivantes :

forbidden-people = Nous ne détenons rien sur les personnes suivantes :
forbidden-recipients = Nous ne transmettons de données à aucun des destinataires suivants :

for-others = Ce que nous faisons pour d'autres
for-others-says = Ici, d'autres décident de l'usage des données ; nous agissons pour eux et selon leurs instructions. Adressez-vous d'abord à eux : ils répondent à vos demandes, avec notre aide.

## Une notice parmi ce qui est publié avec elle

language-name = Français
form-pdf = PDF
form-markdown = Markdown
current-version = Version en vigueur
    .in-sentence = version en vigueur
versions = Autres versions
versions-stay = Cette page reste telle quelle. Ce qui s'applique aujourd'hui est dit dans la { $current }.
versions-earlier = Les versions précédentes restent à leur adresse :
site-gone = { $site } n'est plus un site de { $controller }
site-gone-now = Ce qui s'applique aujourd'hui
site-gone-says = { $controller } n'a plus de site de ce nom. Ce qui s'applique aujourd'hui est dit dans la { $current }. Ce qui a été publié pour ce site reste tel quel.

## Ce qui a changé d'une version à l'autre

difference = { $controller } : ce qui change dans notre politique de confidentialité
difference-versions = De la version du { $from } à celle du { $to }
difference-none = Rien
difference-none-says = Les deux versions disent la même chose des personnes et de leurs données.

difference-heavier = Davantage de données, de durée ou de destinataires, ou moins de droits
difference-other = Autrement qu'auparavant
difference-lighter = Moins de données, de durée ou de destinataires, ou davantage de droits
difference-nominal = Noms et adresses
difference-accountability = Pour ceux qui contrôlent

difference-activity-added = Nouveau : { $activity }. Données : { $data }. Personnes concernées : { $subjects }. Durée de conservation : { $period }.
difference-activity-removed = Abandonné : { $activity }.
difference-activity-renamed = { $activity } : dans le fichier, « { $from } » est sans doute devenu « { $to } » ; la finalité, la base et les données sont les mêmes.
difference-purpose-changed = La finalité « { $from } » est désormais énoncée ainsi : « { $to } ».
difference-marketing-added = { $activity } : il s'agit désormais de prospection.
difference-marketing-removed = { $activity } : il ne s'agit plus de prospection.
difference-period-longer = { $activity } : conservation plus longue. Désormais : { $to }. Auparavant : { $from }.
difference-period-shorter = { $activity } : conservation moins longue. Désormais : { $to }. Auparavant : { $from }.
difference-period-changed = { $activity } : autre durée de conservation. Désormais : { $to }. Auparavant : { $from }.
difference-category-added = { $activity } : données qui n'étaient pas utilisées jusqu'ici : { $to }.
difference-category-removed = { $activity } : données qui ne sont plus utilisées : { $from }.
difference-category-wider = { $activity } : désormais utilisé en entier : { $to }. Auparavant seulement : { $from }.
difference-category-narrower = { $activity } : n'est plus utilisé en entier : { $from }. Désormais seulement : { $to }.
difference-subject-added = { $activity } : concerne désormais aussi : { $to }.
difference-subject-removed = { $activity } : ne concerne plus : { $from }.
difference-basis-changed = { $activity } : autre base légale. Désormais : { $to }. Auparavant : { $from }.
difference-right-added = { $activity } : un droit qui n'existait pas jusqu'ici : { $to }.
difference-right-removed = { $activity } : un droit qui n'existe plus : { $from }.
difference-right-wider = { $activity } : un droit qui n'est plus limité à certains cas : { $to }.
difference-right-narrower = { $activity } : un droit désormais limité à certains cas : { $to }.
difference-unsubscribing-added = { $activity } : un autre moyen de se désinscrire : { $to }.
difference-unsubscribing-removed = { $activity } : un moyen de se désinscrire qui n'existe plus : { $from }.
difference-activity-recipient-added = { $activity } : des données sont désormais transmises à { $to }.
difference-activity-recipient-removed = { $activity } : des données ne sont plus transmises à { $from }.
difference-activity-joint-controller-added = { $activity } : désormais décidé conjointement avec { $to }.
difference-activity-joint-controller-removed = { $activity } : n'est plus décidé conjointement avec { $from }.
difference-activity-measure-added = { $activity } : une mesure de plus protège ces données : { $to }
difference-activity-measure-removed = { $activity } : une mesure n'est plus indiquée pour ces données : { $from }
difference-no-recipients-added = { $within ->
    [activity] { $activity } : désormais, ces données ne sont transmises à personne.
   *[all] Désormais, les données ne sont transmises à personne.
}
difference-no-recipients-removed = { $within ->
    [activity] { $activity } : il n'est plus déclaré que ces données ne sont transmises à personne.
   *[all] Il n'est plus déclaré que les données ne sont transmises à personne.
}
difference-voluntary-added = { $within ->
    [activity] { $activity } : désormais, aucune de ces données n'est obligatoire.
   *[all] Désormais, aucune donnée n'est obligatoire.
}
difference-voluntary-removed = { $within ->
    [activity] { $activity } : il n'est plus déclaré qu'aucune de ces données n'est obligatoire.
   *[all] Il n'est plus déclaré qu'aucune donnée n'est obligatoire.
}
difference-activity-otherwise-added = { $activity } : les conséquences d'un défaut de réponse sont indiquées : { $to }
difference-activity-otherwise-removed = { $activity } : les conséquences d'un défaut de réponse ne sont plus indiquées. Auparavant : { $from }
difference-activity-otherwise-changed = { $activity } : un défaut de réponse a d'autres conséquences. Désormais : { $to } Auparavant : { $from }
difference-recipient-added = Nouveau destinataire de données : { $to }.
difference-recipient-removed = N'est plus destinataire de données : { $from }.
difference-recipient-changed = { $from } s'appelle désormais { $to }.
difference-role-changed = { $name } reçoit des données à un autre titre. Désormais : { $to }. Auparavant : { $from }.
difference-country-added = { $name } a désormais aussi des données dans ce pays : { $to }.
difference-country-removed = { $name } n'a plus de données dans ce pays : { $from }.
difference-safeguard-added = { $name } : une garantie du transfert est indiquée : { $to }.
difference-safeguard-removed = { $name } : une garantie du transfert n'est plus indiquée : { $from }.
difference-safeguard-changed = { $name } : autre garantie du transfert. Désormais : { $to }. Auparavant : { $from }.
difference-sub-processor-added = { $name } fait désormais aussi appel à { $to }.
difference-sub-processor-removed = { $name } ne fait plus appel à { $from }.
difference-start-added = { $name } a des données à partir du { $to } ; auparavant, aucun premier jour n'était indiqué.
difference-start-removed = { $name } a des données sans qu'un premier jour soit indiqué ; auparavant, à partir du { $from }.
difference-start-changed = { $name } a des données à partir d'un autre jour. Désormais : { $to }. Auparavant : { $from }.
difference-end-added = { $name } a des données jusqu'au { $to } ; auparavant, aucun dernier jour n'était indiqué.
difference-end-removed = { $name } a des données sans qu'un dernier jour soit indiqué ; auparavant, jusqu'au { $from }.
difference-end-changed = { $name } a des données jusqu'à un autre jour. Désormais : { $to }. Auparavant : { $from }.
difference-forbidden-added = Désormais détenu nulle part : { $to }.
difference-forbidden-removed = N'est plus déclaré détenu nulle part : { $from }.
difference-measure-added = Une nouvelle mesure protège les données : { $to }
difference-measure-removed = Une mesure n'est plus indiquée : { $from }
difference-measure-changed = Une mesure est énoncée autrement. Désormais : { $to } Auparavant : { $from }
difference-clause-added = Nouvelle clause, { $name } : « { $to } »
difference-clause-removed = Clause supprimée, { $name } : « { $from } »
difference-clause-changed = Autre rédaction de la clause { $name }. Désormais : « { $to } » Auparavant : « { $from } »
difference-event-changed = Autre sens de cet événement, point de départ de durées : { $name }. Désormais : { $to }. Auparavant : { $from }.
difference-law-added = La politique se réfère désormais à ce recueil de droit : { $to }.
difference-law-removed = La politique ne se réfère plus à ce recueil de droit : { $from }.
difference-controller-changed = Autre responsable du traitement. Désormais : { $to }. Auparavant : { $from }.
difference-joint-controller-added = Nouveau responsable conjoint : { $to }.
difference-joint-controller-removed = N'est plus responsable conjoint : { $from }.
difference-joint-controller-changed = Un responsable conjoint est indiqué autrement. Désormais : { $to }. Auparavant : { $from }.
difference-officer-added = Un délégué à la protection des données est indiqué : { $to }.
difference-officer-removed = Aucun délégué à la protection des données n'est plus indiqué. Auparavant : { $from }.
difference-officer-changed = Autre délégué à la protection des données, ou joignable autrement. Désormais : { $to }. Auparavant : { $from }.
difference-representative-added = Un représentant dans l'Union européenne est indiqué : { $to }.
difference-representative-removed = Aucun représentant dans l'Union européenne n'est plus indiqué. Auparavant : { $from }.
difference-representative-changed = Autre représentant dans l'Union européenne, ou joignable autrement. Désormais : { $to }. Auparavant : { $from }.
difference-controller-country-added = Le pays du responsable du traitement est indiqué : { $to }.
difference-controller-country-removed = Le pays du responsable du traitement n'est plus indiqué. Auparavant : { $from }.
difference-controller-country-changed = Autre pays du responsable du traitement. Désormais : { $to }. Auparavant : { $from }.
difference-controller-address-added = L'adresse du responsable du traitement est indiquée : { $to }.
difference-controller-address-removed = L'adresse du responsable du traitement n'est plus indiquée. Auparavant : { $from }.
difference-controller-address-changed = Autre adresse du responsable du traitement. Désormais : { $to }. Auparavant : { $from }.
difference-controller-registration-added = L'immatriculation du responsable du traitement est indiquée : { $to }.
difference-controller-registration-removed = L'immatriculation du responsable du traitement n'est plus indiquée. Auparavant : { $from }.
difference-controller-registration-changed = Autre immatriculation du responsable du traitement. Désormais : { $to }. Auparavant : { $from }.
difference-controller-contact-added = Un moyen de joindre le responsable du traitement est indiqué : { $to }.
difference-controller-contact-removed = Le moyen de joindre le responsable du traitement n'est plus indiqué. Auparavant : { $from }.
difference-controller-contact-changed = Le responsable du traitement est joignable autrement. Désormais : { $to }. Auparavant : { $from }.
difference-time-zone-changed = Les jours commencent et finissent dans un autre fuseau horaire. Désormais : { $to }. Auparavant : { $from }.
difference-sub-purpose-added = { $activity } : comprend désormais aussi : { $to }.
difference-sub-purpose-removed = { $activity } : ne comprend plus : { $from }.
difference-interest-added = { $activity } : l'intérêt légitime est indiqué : { $to }
difference-interest-removed = { $activity } : l'intérêt légitime n'est plus indiqué. Auparavant : { $from }
difference-interest-changed = { $activity } : autre intérêt légitime. Désormais : { $to } Auparavant : { $from }
difference-untold-added = { $within ->
    [activity] { $activity } : le texte publié n'indique plus { $to }.
   *[all] Le texte publié n'indique plus { $to }.
}
difference-untold-removed = { $within ->
    [activity] { $activity } : le texte publié indique désormais { $from }.
   *[all] Le texte publié indique désormais { $from }.
}
difference-data-source-added = { $activity } : des données viennent aussi d'ailleurs : { $to }
difference-data-source-removed = { $activity } : des données ne viennent plus d'ailleurs. Auparavant : { $from }
difference-data-source-changed = { $activity } : des données viennent d'une autre source. Désormais : { $to } Auparavant : { $from }
difference-automated-decisions-added = { $activity } : des décisions sont désormais automatisées : { $to }
difference-automated-decisions-removed = { $activity } : aucune décision n'est plus automatisée. Auparavant : { $from }
difference-automated-decisions-changed = { $activity } : les décisions automatisées sont énoncées autrement. Désormais : { $to } Auparavant : { $from }
difference-special-ground-added = { $activity } : un fondement est indiqué pour des catégories particulières de données : { $to }.
difference-special-ground-removed = { $activity } : un fondement n'est plus indiqué pour des catégories particulières de données : { $from }.
difference-special-ground-changed = { $activity } : autre fondement pour des catégories particulières de données. Désormais : { $to }. Auparavant : { $from }.
difference-on-behalf-of-added = { $activity } : désormais pour le compte d'autres : { $to }
difference-on-behalf-of-removed = { $activity } : n'est plus fait pour le compte d'autres. Auparavant : { $from }
difference-on-behalf-of-changed = { $activity } : pour le compte d'autres qu'auparavant. Désormais : { $to } Auparavant : { $from }
difference-activity-subsidiary-added = { $activity } : désormais fait pour { $to }.
difference-activity-subsidiary-removed = { $activity } : n'est plus fait pour { $from }.
difference-activity-site-added = { $activity } : désormais sur ce site : { $to }.
difference-activity-site-removed = { $activity } : n'a plus lieu sur ce site : { $from }.
difference-recipient-kind-added = { $name } : son rôle est indiqué : { $to }.
difference-recipient-kind-removed = { $name } : son rôle n'est plus indiqué : { $from }.
difference-recipient-kind-changed = { $name } : autre rôle. Désormais : { $to }. Auparavant : { $from }.
difference-recipient-data-added = { $name } ne reçoit plus que ces données : { $to }. Auparavant, toutes celles du traitement.
difference-recipient-data-removed = { $name } reçoit toutes les données du traitement. Auparavant, seulement : { $from }.
difference-recipient-data-changed = { $name } reçoit d'autres données. Désormais : { $to }. Auparavant : { $from }.
difference-recipient-purpose-added = { $name } : l'usage de ces données est indiqué : { $to }
difference-recipient-purpose-removed = { $name } : l'usage de ces données n'est plus indiqué. Auparavant : { $from }
difference-recipient-purpose-changed = { $name } : autre usage de ces données. Désormais : { $to } Auparavant : { $from }
difference-public-added = Ce que reçoit { $name } est désormais accessible à tous.
difference-public-removed = Ce que reçoit { $name } n'est plus accessible à tous.
difference-collection-added = Nouveau point de collecte de données : { $to }.
difference-collection-removed = Point de collecte supprimé : { $from }.
difference-required-added = { $name } : désormais obligatoire : { $to }.
difference-required-removed = { $name } : n'est plus obligatoire : { $from }.
difference-optional-added = { $name } : désormais facultatif : { $to }.
difference-optional-removed = { $name } : n'est plus demandé à titre facultatif : { $from }.
difference-otherwise-added = { $name } : ce qui suit un défaut de réponse est indiqué : { $to }
difference-otherwise-removed = { $name } : ce qui suit un défaut de réponse n'est plus indiqué. Auparavant : { $from }
difference-otherwise-changed = { $name } : un défaut de réponse a d'autres suites. Désormais : { $to } Auparavant : { $from }
difference-agreement-added = { $name } : un accord est désormais recueilli : { $to }.
difference-agreement-removed = { $name } : aucun accord n'est plus recueilli. Auparavant : { $from }.
difference-agreement-changed = { $name } : l'accord est recueilli autrement. Désormais : { $to }. Auparavant : { $from }.
difference-answer-added = Le délai de réponse aux demandes est indiqué : { $to }.
difference-answer-removed = Le délai de réponse aux demandes n'est plus indiqué. Auparavant : { $from }.
difference-answer-longer = Réponse plus tardive aux demandes. Désormais : { $to }. Auparavant : { $from }.
difference-answer-shorter = Réponse plus rapide aux demandes. Désormais : { $to }. Auparavant : { $from }.
difference-answer-changed = Autre délai de réponse aux demandes. Désormais : { $to }. Auparavant : { $from }.
difference-extension-added = La prolongation possible du délai de réponse est indiquée : { $to }.
difference-extension-removed = La prolongation possible du délai de réponse n'est plus indiquée. Auparavant : { $from }.
difference-extension-longer = Prolongation plus longue du délai de réponse. Désormais : { $to }. Auparavant : { $from }.
difference-extension-shorter = Prolongation moins longue du délai de réponse. Désormais : { $to }. Auparavant : { $from }.
difference-extension-changed = Autre prolongation du délai de réponse. Désormais : { $to }. Auparavant : { $from }.
difference-identity-added = Les cas où l'identité est à justifier sont indiqués : { $to }.
difference-identity-removed = Les cas où l'identité est à justifier ne sont plus indiqués. Auparavant : { $from }.
difference-identity-changed = L'identité est à justifier dans d'autres cas. Désormais : { $to }. Auparavant : { $from }.
difference-fee-added = Des frais peuvent être demandés : { $to }
difference-fee-removed = Aucuns frais ne sont plus demandés. Auparavant : { $from }
difference-fee-changed = D'autres frais peuvent être demandés. Désormais : { $to } Auparavant : { $from }
difference-channel-added = Nouveau moyen d'adresser une demande : { $to }.
difference-channel-removed = Moyen d'adresser une demande supprimé : { $from }.
difference-channel-changed = Les demandes sont reçues à une autre adresse. Désormais : { $to }. Auparavant : { $from }.
difference-forbidden-subject-added = Désormais, rien n'est détenu sur ces personnes : { $to }.
difference-forbidden-subject-removed = Il n'est plus déclaré que rien n'est détenu sur ces personnes : { $from }.
difference-forbidden-recipient-added = Désormais, rien n'est transmis à ces destinataires : { $to }.
difference-forbidden-recipient-removed = Il n'est plus déclaré que rien n'est transmis à ces destinataires : { $from }.
difference-territory-added = Engagement sur le lieu des données : { $to }.
difference-territory-removed = Plus d'engagement sur le lieu des données : { $from }.
difference-region-added = Des données peuvent désormais se trouver aussi ici : { $to }.
difference-region-removed = Des données ne peuvent plus se trouver ici : { $from }.
difference-subsidiary-added = Nouvelle société du groupe : { $to }.
difference-subsidiary-removed = N'est plus une société du groupe : { $from }.
difference-site-added = Nouveau site : { $to }.
difference-site-removed = Site supprimé : { $from }.
difference-purpose-term-added = { $activity } : le terme de cette finalité est indiqué : { $to }.
difference-purpose-term-removed = { $activity } : le terme de cette finalité n'est plus indiqué. Auparavant : { $from }.
difference-purpose-term-changed = { $activity } : autre terme de cette finalité. Désormais : { $to }. Auparavant : { $from }.
difference-since-added = { $activity } : la date de mise en œuvre est indiquée : { $to }.
difference-since-removed = { $activity } : la date de mise en œuvre n'est plus indiquée. Auparavant : { $from }.
difference-since-changed = { $activity } : autre date de mise en œuvre. Désormais : { $to }. Auparavant : { $from }.
difference-special-category-added = Désormais compté parmi les catégories particulières de données : { $to }.
difference-special-category-removed = N'est plus compté parmi les catégories particulières de données : { $from }.
difference-arrangement-added = { $name }, responsable conjoint : le lieu de l'accord est indiqué : { $to }
difference-arrangement-removed = { $name }, responsable conjoint : le lieu de l'accord n'est plus indiqué. Auparavant : { $from }
difference-arrangement-changed = { $name }, responsable conjoint : autre accord. Désormais : { $to } Auparavant : { $from }
difference-collection-activity-added = { $name } : des données y sont désormais aussi collectées pour : { $to }.
difference-collection-activity-removed = { $name } : des données n'y sont plus collectées pour : { $from }.
difference-collection-site-added = { $name } : désormais sur ce site : { $to }.
difference-collection-site-removed = { $name } : n'est plus sur ce site : { $from }.
difference-automatic-added = { $name } : les données sont désormais collectées d'office, sans que les personnes les donnent.
difference-automatic-removed = { $name } : les données ne sont plus collectées d'office ; les personnes les donnent.
difference-agreed-added = { $name } : un accord est désormais recueilli pour : { $to }.
difference-agreed-removed = { $name } : aucun accord n'est plus recueilli pour : { $from }.
difference-agreement-wording-added = { $name } : le texte de l'accord est indiqué : « { $to } »
difference-agreement-wording-removed = { $name } : le texte de l'accord n'est plus indiqué. Auparavant : « { $from } »
difference-agreement-wording-changed = { $name } : autre texte de l'accord. Désormais : « { $to } » Auparavant : « { $from } »
difference-alternative-added = { $name } : une autre voie sans donner d'accord : { $to }
difference-alternative-removed = { $name } : aucune autre voie sans donner d'accord n'est plus indiquée. Auparavant : { $from }
difference-alternative-changed = { $name } : autre voie sans donner d'accord. Désormais : { $to } Auparavant : { $from }
difference-asks-for-added = Le contenu attendu d'une demande est indiqué : { $to }
difference-asks-for-removed = Le contenu attendu d'une demande n'est plus indiqué. Auparavant : { $from }
difference-asks-for-changed = Autre contenu attendu d'une demande. Désormais : { $to } Auparavant : { $from }
difference-fee-ground-added = Le motif des frais est indiqué : { $to }.
difference-fee-ground-removed = Le motif des frais n'est plus indiqué. Auparavant : { $from }.
difference-fee-ground-changed = Autre motif des frais. Désormais : { $to }. Auparavant : { $from }.
difference-subject-line-added = Un courriel dont l'objet est « { $name } » est reconnu comme une demande : { $to }.
difference-subject-line-removed = Un courriel dont l'objet est « { $name } » n'est plus dit reconnu comme une demande. Auparavant : { $from }.
difference-subject-line-changed = Un courriel dont l'objet est « { $name } » est reconnu comme une autre demande. Désormais : { $to }. Auparavant : { $from }.
difference-territory-extent-changed = D'autres données restent ici : { $name }. Désormais : { $to }. Auparavant : { $from }.
difference-no-officer-added = Il est indiqué qu'il n'y a pas de délégué à la protection des données.
difference-no-officer-removed = Il n'est plus indiqué qu'il n'y a pas de délégué à la protection des données.
difference-notice-address-added = L'adresse de la politique est indiquée : { $to }
difference-notice-address-removed = L'adresse de la politique n'est plus indiquée. Auparavant : { $from }
difference-notice-address-changed = La politique est publiée ailleurs. Désormais : { $to } Auparavant : { $from }
difference-label-changed = « { $from } » s'appelle désormais « { $to } ».
difference-reference-added = { $activity } : la durée de référence suivie est indiquée : { $to }.
difference-reference-removed = { $activity } : la durée de référence suivie n'est plus indiquée. Auparavant : { $from }.
difference-reference-changed = { $activity } : autre durée de référence suivie. Désormais : { $to }. Auparavant : { $from }.
difference-impact-assessment-added = { $activity } : le lieu de l'analyse d'impact est indiqué : { $to }
difference-impact-assessment-removed = { $activity } : le lieu de l'analyse d'impact n'est plus indiqué. Auparavant : { $from }
difference-impact-assessment-changed = { $activity } : autre analyse d'impact. Désormais : { $to } Auparavant : { $from }
difference-contract-added = { $name } : le lieu du contrat est indiqué : { $to }
difference-contract-removed = { $name } : le lieu du contrat n'est plus indiqué. Auparavant : { $from }
difference-contract-changed = { $name } : autre contrat. Désormais : { $to } Auparavant : { $from }
difference-instructions-added = { $name } : le lieu des instructions est indiqué : { $to }
difference-instructions-removed = { $name } : le lieu des instructions n'est plus indiqué. Auparavant : { $from }
difference-instructions-changed = { $name } : autres instructions. Désormais : { $to } Auparavant : { $from }
difference-guarantee-added = { $name } : une garantie est indiquée : { $to }
difference-guarantee-removed = { $name } : une garantie n'est plus indiquée : { $from }
difference-terms-review-added = { $name } : la date du réexamen du contrat et des garanties est indiquée : { $to }.
difference-terms-review-removed = { $name } : la date du réexamen du contrat et des garanties n'est plus indiquée. Auparavant : { $from }.
difference-terms-review-changed = { $name } : autre date du réexamen du contrat et des garanties. Désormais : { $to }. Auparavant : { $from }.
difference-measure-kind-changed = Une mesure est d'une autre nature : { $name }. Désormais : { $to }. Auparavant : { $from }.
difference-attestation-added = Désormais attesté : { $to }
difference-attestation-removed = N'est plus attesté : { $from }
difference-attestation-changed = Une attestation est énoncée autrement. Désormais : { $to } Auparavant : { $from }
difference-attestation-owner-changed = Quelqu'un d'autre répond de l'attestation « { $name } ». Désormais : { $to }. Auparavant : { $from }.
difference-evidence-added = L'attestation « { $name } » s'appuie aussi sur : { $to }
difference-evidence-removed = L'attestation « { $name } » ne s'appuie plus sur : { $from }
difference-attestation-review-changed = L'attestation « { $name } » est réexaminée à une autre date. Désormais : { $to }. Auparavant : { $from }.
difference-subsidiary-changed = Une société du groupe est indiquée autrement. Désormais : { $to }. Auparavant : { $from }.
difference-site-changed = Un site est indiqué autrement. Désormais : { $to }. Auparavant : { $from }.
fee-ground-excessive = demandes manifestement infondées ou excessives
fee-ground-further-copy = copie supplémentaire des données
difference-everything = toutes les données

role-processor = sous-traitant, qui agit pour nous
role-recipient = un tiers, qui répond de ce qu'il fait des données
event-kind-last = le plus récent est retenu
event-kind-end = il compte quand tous ont pris fin
safeguard-short-adequacy = une décision d'adéquation
safeguard-short-standard-contractual-clauses = des clauses contractuelles types
safeguard-short-binding-corporate-rules = des règles d'entreprise contraignantes
safeguard-short-code-of-conduct = un code de conduite
safeguard-short-certification = une certification
safeguard-short-authorised-clauses = des clauses autorisées
safeguard-short-public-instrument = un accord entre organismes publics
safeguard-short-derogation = une dérogation pour des transferts isolés
agreement-short-box = par une case à cocher, facultative
agreement-short-required-box = par une case à cocher, obligatoire
agreement-short-ticked-box = par une case cochée d'avance
agreement-short-use = par la poursuite de l'utilisation
agreement-short-account = par l'ouverture d'un compte
agreement-short-purchase = par un achat
unsubscribing-one-click = un seul clic dans sa messagerie
unsubscribing-link = un lien dans chaque message
unsubscribing-reply = une réponse au message
unsubscribing-account = un choix dans son compte
untold-complaint = qu'une réclamation auprès d'une autorité est possible
untold-after-death = que chacun peut dire ce que deviendront ses données après sa mort
untold-rights = les droits des personnes
untold-basis = la base légale
untold-keep = la durée de conservation
untold-archive = la durée de l'archivage
identity-on-doubt = en cas de doute
identity-for-access = à chaque demande d'accès
identity-always = à chaque demande
identity-never = jamais
region-EU = l'Union européenne
region-EEA = l'Espace économique européen
region-adequate = les pays qui protègent les données de façon adéquate

records = Fiches
records-same = Au { $day }, chacune des deux versions supprime ou modifie autant de fiches, dans chaque table.
records-says = Au { $day }, chaque version supprimerait ou modifierait tant de fiches présentes aujourd'hui. Rien n'a été changé.
records-caption = Fiches par version
records-amount = { $amount }
records-more = { $amount } de plus
records-fewer = { $amount } de moins
column-table = Table
column-act = Ce qui est fait
column-old = Ancienne version
column-new = Nouvelle version
column-beyond = Écart
act-erase = effacer
act-blank = effacer des valeurs dans { $columns }
act-anonymise = anonymiser des valeurs dans { $columns }
act-archive = copier dans l'archive

note-since = Depuis la version du { $date }, { $what }.
note-new = Nouveau dans cette version : { $what }.
note-less = En revanche, { $what }.
note-purposes = { $count ->
    [one] des données servent à une nouvelle finalité ({ $about })
   *[other] des données servent à de nouvelles finalités ({ $about })
}
note-marketing = des données servent à la prospection ({ $about })
note-longer = des données sont conservées plus longtemps ({ $about })
note-data = davantage de données sont utilisées ({ $about })
note-people = davantage de personnes sont concernées ({ $about })
note-recipients = { $count ->
    [one] un nouveau destinataire reçoit des données ({ $about })
   *[other] de nouveaux destinataires reçoivent des données ({ $about })
}
note-countries = des données se trouvent dans d'autres pays encore ({ $about })
note-fewer-rights = des droits changent ou prennent fin ({ $about })
note-allowed = ce qui était exclu ne l'est plus ({ $about })
note-basis = la base légale est une autre ({ $about })
note-period = la durée de conservation est une autre ({ $about })
note-later = les demandes reçoivent une réponse plus tard ({ $about })
note-sooner = les demandes reçoivent une réponse plus tôt ({ $about })
note-untold = moins est indiqué
note-told = davantage est indiqué
note-else = certains points sont énoncés autrement
note-no-purposes = { $count ->
    [one] des données ne servent plus à une finalité ({ $about })
   *[other] des données ne servent plus à certaines finalités ({ $about })
}
note-shorter = des données sont conservées moins longtemps ({ $about })
note-less-data = moins de données sont utilisées ({ $about })
note-fewer-people = moins de personnes sont concernées ({ $about })
note-no-recipients = { $count ->
    [one] un destinataire ne reçoit plus de données ({ $about })
   *[other] certains destinataires ne reçoivent plus de données ({ $about })
}
note-no-countries = des données ne se trouvent plus dans certains pays ({ $about })
note-more-rights = des droits sont nouveaux ou plus larges ({ $about })
note-forbidden = davantage est exclu ({ $about })

## Le registre

register-title = { $controller } : registre des activités de traitement
register-title-processor = { $controller } : registre des traitements effectués pour le compte de tiers
register-list = Liste des traitements
register-activities = Traitements
register-no-activities = Il n'y a pas de tels traitements.
register-none = Néant
register-nobody = Personne ne les reçoit

register-activity = Traitement
register-reference = Référence
register-since = Date de création
register-basis = Base légale
register-subjects = Personnes concernées
register-period = Durée de conservation
register-updated = Mise à jour
register-for = Pour les sociétés
register-sites = Sites

register-actors = Acteurs
register-role = Rôle
register-name = Nom
register-address = Adresse
register-country = Pays
register-contact = Contact
register-controller = Responsable du traitement
register-joint-controller = Responsable conjoint
register-processor = Sous-traitant
register-representative = Représentant
register-officer = Délégué à la protection des données
register-no-officer = Il n'y en a pas
register-arrangement = Accord avec { $name }
register-on-behalf-of = Pour le compte de

register-identity = Identification
register-purposes = Finalités
register-main-purpose = Finalité principale
register-sub-purposes = Sous-finalités
register-interest = Intérêt légitime
register-special-ground = Fondement pour les données sensibles
register-source = Source des données
register-automated = Décisions automatisées
register-assessment = Analyse d'impact
register-measures = Mesures de sécurité
register-kind = Nature
register-measure = Mesure
register-technical = Technique
register-organisational = Organisationnelle
register-data = Catégories de données
register-special = Données sensibles
register-category = Catégorie
register-description = Description

register-periods = Durées
register-in-use = En base active
register-not-in-use = Pas d'utilisation courante
register-in-archive = Puis en archive intermédiaire
register-then = À la fin
register-erased = Effacement
register-anonymous = Anonymisation
register-then-anonymous = { $period }, puis anonymisation
register-by-rule = Selon la règle

register-recipients = Destinataires
register-type = Type
register-for-what = Pour quoi
register-all = Toutes
register-where = Lieu
register-staff = Service interne
register-recipient = Tiers
register-sub-processor = Sous-traitant ultérieur de { $name }
register-transfers = Transferts hors de l'Espace économique européen
register-transfers-unknown = La politique ne nomme aucune loi qui dise quels sont ces pays.
register-transfers-untold = La politique ne dit pas où ces destinataires ont des données : { $names }.
register-safeguard = Garantie
register-document = Document
register-adequacy = Décision d'adéquation (art. 45)
    .some = Décision d'adéquation (art. 45), qui ne vaut que pour { $only }
register-standard-clauses = Clauses contractuelles types (art. 46)
register-corporate-rules = Règles d'entreprise contraignantes (art. 47)
register-code-of-conduct = Code de conduite (art. 46)
register-certification = Certification (art. 46)
register-authorised-clauses = Clauses autorisées par l'autorité (art. 46)
register-public-instrument = Instrument entre organismes publics (art. 46)
register-derogation = Dérogation pour des transferts ponctuels (art. 49)
register-no-safeguard = Aucune n'est indiquée

register-ground-explicit-consent = Consentement explicite (art. 9, § 2, a)
register-ground-employment-law = Droit du travail et de la protection sociale (art. 9, § 2, b)
register-ground-vital-interests = Intérêts vitaux (art. 9, § 2, c)
register-ground-association = Membres d'une association (art. 9, § 2, d)
register-ground-made-public = Rendues publiques par la personne (art. 9, § 2, e)
register-ground-legal-claims = Droits en justice (art. 9, § 2, f)
register-ground-public-interest = Intérêt public important (art. 9, § 2, g)
register-ground-health-care = Soins de santé (art. 9, § 2, h)
register-ground-public-health = Santé publique (art. 9, § 2, i)
register-ground-archiving = Archives, recherche et statistiques (art. 9, § 2, j)
register-ground-official-authority = Contrôle de l'autorité publique (art. 10)
register-ground-authorised-by-law = Autorisation par la loi (art. 10)
