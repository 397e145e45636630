import type { Part } from './part.ts';

/** Was misslang; warum; was zu tun ist, und was nicht verloren ist. */
export const errors = {
  'error.unknown':
    'Das hat nicht geklappt. Für den Grund hat Sealpost keine Worte ({code}). Versuchen Sie es noch einmal; bleibt es so, starten Sie Sealpost neu.',

  'error.internal':
    'Das hat nicht geklappt. Sealpost ist ein Fehler unterlaufen (Kennung {reference}). Versuchen Sie es noch einmal; bleibt es so, starten Sie Sealpost neu.',
  'error.ipc.sender':
    'Das wurde abgewiesen. Das Fenster gehört nicht zu Sealpost. Schließen Sie es und öffnen Sie Sealpost neu.',
  'error.ipc.malformed':
    'Das wurde abgewiesen. Eine Angabe ist nicht, wie sie sein soll. Prüfen Sie, was Sie eingegeben haben, und versuchen Sie es noch einmal.',
  'error.ipc.tooLarge':
    'Das wurde abgewiesen. Es ist mehr, als in einen Schritt passt. Wählen Sie weniger Dateien oder kürzen Sie den Text.',
  'error.session.none':
    'Das hat nicht geklappt. In diesem Fenster ist kein Profil offen. Wählen Sie zuerst ein Profil.',
  'error.session.locked':
    'Das hat nicht geklappt. Ihr Tresor ist gesperrt. Entsperren Sie ihn und versuchen Sie es noch einmal.',
  'error.session.unlocked': 'Das hat nicht geklappt. Der Tresor ist schon offen. Sperren Sie ihn zuerst.',
  'error.permission.denied':
    'Das wurde abgewiesen. Ihre Rolle schließt es nicht ein. Fragen Sie die Administration Ihrer Organisation.',
  'error.profile.unknown':
    'Das Profil ließ sich nicht öffnen. Es ist nicht mehr auf diesem Computer. Wählen Sie ein anderes.',
  'error.profile.unfinished':
    'Das Profil ließ sich nicht öffnen. Es wurde nie fertig, vielleicht weil Sealpost dabei beendet wurde. Gründen Sie neu oder treten Sie neu bei.',
  'error.files.unknown':
    'Die Dateien wurden nicht hinzugefügt. Sealpost kennt sie nicht mehr. Wählen Sie sie noch einmal.',
  'error.files.unreadable':
    'Die Dateien wurden nicht hinzugefügt. Sie lassen sich nicht lesen. Prüfen Sie, ob es sie gibt und Sie sie öffnen dürfen.',
  'error.transfer.unknown':
    'Die Übertragung lässt sich nicht ändern. Sie ist schon zu Ende. Sehen Sie im Ausgang nach.',

  'error.hub.unreachable':
    'Der Hub ist nicht erreichbar. Sein Ordner ist gerade nicht da. Prüfen Sie, ob Laufwerk oder Freigabe verbunden ist; nichts ist verloren.',
  'error.hub.denied':
    'Der Hub verweigert den Zugriff. Sie dürfen seinen Ordner nicht benutzen. Bitten Sie, wer ihn verwaltet, um Lese- und Schreibrecht.',
  'error.hub.readOnly':
    'In den Hub ließ sich nichts schreiben. Sein Ordner ist für Sie nur lesbar. Bitten Sie, wer ihn verwaltet, um Schreibrecht.',
  'error.hub.full':
    'In den Hub passt nichts mehr. Er ist voll. Schaffen Sie dort Platz und versuchen Sie es noch einmal; Hochgeladenes bleibt.',
  'error.hub.tooLarge':
    'Etwas im Hub wurde nicht gelesen. Es ist größer, als es sein kann. Sagen Sie es Ihrer Administration: Jemand kann es verändert haben.',
  'error.hub.badKey':
    'Etwas im Hub wurde nicht gelesen. Seinen Namen hat nicht Sealpost vergeben. Sagen Sie es Ihrer Administration.',
  'error.hub.cancelled':
    'Die Übertragung wurde nicht fertig. Sie wurde abgebrochen. Beginnen Sie sie neu, wann Sie möchten.',
  'error.hub.unsuitable':
    'Dieser Ordner taugt nicht als Hub. Er bewahrt Dateien nicht verlässlich, wenn mehrere zugleich schreiben. Wählen Sie einen anderen.',
  'error.hub.io':
    'Der Hub ließ sich nicht lesen oder schreiben. Laufwerk oder Netz meldeten einen Fehler. Versuchen Sie es noch einmal; nichts ist verloren.',

  'error.vault.missing':
    'Der Tresor ließ sich nicht öffnen. Seine Dateien sind von diesem Computer verschwunden. Stellen Sie sie wieder her, oder bitten Sie um eine neue Einladung.',
  'error.vault.exists': 'Der Tresor wurde nicht angelegt. An seiner Stelle ist schon einer. Öffnen Sie diesen.',
  'error.vault.damaged':
    'Der Tresor ließ sich nicht öffnen. Seine Dateien sind beschädigt. Stellen Sie sie aus einer Sicherung wieder her; Pakete im Hub sind nicht betroffen.',
  'error.vault.tooNew':
    'Der Tresor ließ sich nicht öffnen. Ein neueres Sealpost hat ihn geschrieben. Aktualisieren Sie Sealpost hier.',
  'error.vault.inUse':
    'Der Tresor ließ sich nicht öffnen. Ein anderes Sealpost-Fenster hat ihn offen. Nehmen Sie jenes, oder schließen Sie es zuerst.',
  'error.vault.wrongPassword':
    'Der Tresor bleibt gesperrt. Das Passwort stimmt nicht. Achten Sie auf die Feststelltaste und versuchen Sie es noch einmal.',
  'error.vault.weakPassword':
    'Das Passwort wurde nicht angenommen. Es ist zu kurz oder zu leicht zu erraten. Wählen Sie ein längeres.',
  'error.vault.wrongKit':
    'Der Tresor bleibt gesperrt. Der Code gehört zu einem anderen Notfallblatt oder zu einem, das ersetzt wurde. Nehmen Sie das neueste.',
  'error.vault.kitTypo':
    'Der Code wurde nicht angenommen. Er enthält einen Tippfehler. Vergleichen Sie ihn Zeichen für Zeichen mit dem Blatt.',
  'error.vault.resetTypo':
    'Das wurde nicht angenommen. Es ist weder ein Rücksetzcode noch ein Rücksetzlink, oder ein Teil fehlt. Vergleichen Sie es mit dem, was Ihnen der Helpdesk gegeben hat.',
  'error.vault.wrongReset':
    'Der Tresor bleibt gesperrt. Dies gehört zu einem anderen Profil, oder Ihr Passwort wurde seither geändert. Bitten Sie den Helpdesk um einen neuen Code.',
  'error.vault.wrongOneTimePassword':
    'Der Tresor bleibt gesperrt. Das Einmalpasswort stimmt nicht. Vergleichen Sie es mit dem, was Ihnen der Helpdesk gesagt hat.',
  'error.reset.noEscrow':
    'Das Passwort lässt sich nicht zurücksetzen. Das Sealpost dieser Person hat noch nichts für den Helpdesk hinterlegt, oder der Hub zeigt es nicht. Das Notfallblatt gilt weiterhin.',
  'error.reset.notHolder':
    'Das Passwort lässt sich nicht zurücksetzen. Was das Sealpost dieser Person hinterlegt hat, ist für einen Wiederherstellungsschlüssel versiegelt, den Sie nicht haben. Bitten Sie jemand anderen, der Passwörter zurücksetzen darf.',
  'error.reset.damaged':
    'Das Passwort wurde nicht zurückgesetzt. Was auf dem Hub für diese Person liegt, ist beschädigt oder nicht von ihr. Das Notfallblatt gilt weiterhin.',
  'error.vault.noKeychain':
    'Der Tresor wurde nicht angelegt. Auf diesem Computer antwortet kein Schlüsselbund. Stimmen Sie dem Passwort allein zu, oder richten Sie zuerst einen ein.',
  'error.vault.keychainLost':
    'Der Tresor bleibt gesperrt. Sein Geheimnis ist nicht mehr im Schlüsselbund des Systems. Entsperren Sie mit dem Notfallblatt; Ihre Pakete sind sicher.',
  'error.vault.keychainLocked':
    'Der Tresor bleibt gesperrt. Der Schlüsselbund des Systems ist gesperrt oder wurde verweigert. Öffnen Sie ihn und versuchen Sie es noch einmal.',
  'error.vault.full':
    'In den Tresor ließ sich nichts schreiben. Der Datenträger dieses Computers ist voll. Schaffen Sie Platz und versuchen Sie es noch einmal.',
  'error.vault.io':
    'Der Tresor ließ sich nicht lesen oder schreiben. Der Datenträger meldete einen Fehler. Versuchen Sie es noch einmal; prüfen Sie den Datenträger, wenn es bleibt.',

  'error.organisation.hubTaken':
    'Die Organisation wurde nicht gegründet. Der Ordner gehört schon einer anderen. Wählen Sie einen leeren.',
  'error.organisation.presetUnknown':
    'Es wurde nichts angelegt. Eine Vorlage dieses Namens gibt es nicht. Wählen Sie eine der angebotenen.',
  'error.organisation.nameInvalid':
    'Die Organisation wurde nicht gegründet. Ihr Name enthält Zeichen, die nicht gehen. Wählen Sie einen schlichteren.',
  'error.organisation.none':
    'Nichts wurde geöffnet. In diesem Hub gibt es keine Organisation. Prüfen Sie, ob der richtige Ordner verbunden ist.',
  'error.name.invalid':
    'Der Name wurde nicht angenommen. Er ist leer oder enthält unsichtbare Zeichen. Tippen Sie ihn noch einmal.',
  'error.email.invalid':
    'Die E-Mail-Adresse wurde nicht angenommen. Sie ist nicht vollständig. Sehen Sie nach Tippfehlern.',
  'error.invitation.malformed':
    'Die Einladung lässt sich nicht lesen. Link oder Datei sind unvollständig. Kopieren Sie den ganzen Link, oder bitten Sie noch einmal darum.',
  'error.invitation.wrongCode':
    'Die Einladung wurde nicht angenommen. Ihr Code passt nicht. Kopieren Sie den ganzen Link, oder bitten Sie um einen neuen.',
  'error.invitation.notFound':
    'Die Einladung wurde nicht angenommen. Die Organisation kennt sie nicht. Bitten Sie um eine neue.',
  'error.invitation.expired': 'Die Einladung wurde nicht angenommen. Ihre Zeit ist vorbei. Bitten Sie um eine neue.',
  'error.invitation.used':
    'Die Einladung wurde nicht angenommen. Jemand hat sie schon benutzt. Waren Sie das nicht, sagen Sie es der Person, die Sie eingeladen hat.',
  'error.invitation.replaced':
    'Die Einladung wurde nicht angenommen. Eine neuere hat sie ersetzt. Nehmen Sie den neuesten Link.',
  'error.invitation.head':
    'Die Einladung wurde nicht angenommen. Im Hub liegt nicht, was sie verspricht. Sagen Sie es der Person, die Sie eingeladen hat.',
  'error.invitation.forged':
    'Die Einladung wurde nicht angenommen. Ihre Unterschrift ist falsch. Benutzen Sie sie nicht, und sagen Sie es der Person, die sie nennt.',
  'error.invitation.stale':
    'Sie sind noch nicht beigetreten. Die Schlüssel der Organisation wurden erneuert, nachdem die Einladung gemacht war. Bitten Sie die einladende Person, Sealpost zu öffnen, und versuchen Sie es dann noch einmal.',
  'error.invitation.unknown':
    'Die Einladung ist nicht mehr zur Hand. Das Fenster wurde inzwischen neu geöffnet. Öffnen Sie Link oder Datei noch einmal.',
  'error.policy.denied':
    'Das wurde nicht geändert: {reason} Nichts ist verloren. Fragen Sie die Administration Ihrer Organisation.',
  'error.policy.invalid': 'Das wurde nicht geändert. {problem} Sehen Sie noch einmal hin; nichts ist verloren.',
  'error.policy.contended':
    'Das wurde nicht geändert. Im selben Augenblick hat jemand anderes etwas geändert. Versuchen Sie es noch einmal.',
  'error.policy.overtaken':
    'Das wurde nicht geändert. {by} hat dasselbe inzwischen geändert, mit Eintrag {seq}. Sehen Sie es noch einmal an; nichts ist verloren.',
  'error.policy.tooLarge':
    'Das wurde nicht geändert. Es ist zu viel für einen Eintrag. Gehen Sie in kleineren Schritten vor.',
  'error.policy.leaseExpired':
    'Das wurde nicht geändert. Dieser Computer hat den Hub so lange nicht erreicht, dass seine Regeln veraltet sein können. Verbinden Sie sich mit dem Hub, dann versuchen Sie es noch einmal.',
  'error.change.malformed':
    'Das wurde nicht geändert. Sealpost versteht die Änderung nicht. Prüfen Sie die Eingaben und versuchen Sie es noch einmal.',
  'error.change.unknown':
    'Das wurde nicht geändert. Diese Version von Sealpost kennt eine solche Änderung nicht. Aktualisieren Sie Sealpost.',
  'error.member.unknown':
    'Die Person kann nicht gezeigt werden. Die Organisation kennt niemanden dieser Art. Sehen Sie noch einmal in die Liste.',
  'error.entry.unknown':
    'Das kann nicht gezeigt werden. Dieser Computer hat diesen Teil des Verlaufs noch nicht. Versuchen Sie es nach dem nächsten Abgleich noch einmal.',
  'error.import.encoding':
    'Die Datei wurde nicht gelesen. Sie ist kein Text in UTF-8. Speichern Sie sie als „CSV UTF-8“ und wählen Sie sie noch einmal; niemand wurde eingeladen.',
  'error.import.columns':
    'Die Datei wurde nicht gelesen. Ihre erste Zeile muss die Spalten „name“ und „email“ nennen; „{column}“ fehlt, ist unbekannt oder doppelt. Niemand wurde eingeladen.',
  'error.import.malformed':
    'Die Datei wurde nicht gelesen. In Zeile {line} endet ein Anführungszeichen oder ein Feld nicht, wie es soll. Bessern Sie es aus und wählen Sie die Datei noch einmal; niemand wurde eingeladen.',
  'error.import.tooMany':
    'Die Datei wurde nicht gelesen. Sie enthält mehr Personen, als ein Import aufnimmt, nämlich {most}. Teilen Sie sie; niemand wurde eingeladen.',
  'error.import.empty':
    'Die Datei wurde nicht gelesen. Sie nennt niemanden, der eingeladen werden kann. Wählen Sie eine andere.',
  'error.import.unknown': 'Niemand wurde eingeladen. Die Datei liegt nicht mehr vor. Wählen Sie sie noch einmal.',
  'error.billing.unknown': 'Diesen Abrechnungseintrag gibt es nicht. Bitte öffnen Sie die Liste noch einmal.',
  'error.billing.noKey':
    'Der Abrechnungsschlüssel ist noch nicht auf diesem Computer. Dazu muss jemand, der ihn hat, nach der Freigabe online gewesen sein.',
  'error.billing.missing':
    'Der gemeinsame Ordner enthält diesen Eintrag oder seine Rechnung nicht mehr. Bitten Sie, wer den Ordner betreut, sie zurückzubringen.',
  'error.billing.altered':
    'Es wurde nichts geöffnet. Im gemeinsamen Ordner liegen andere Daten, als unterschrieben wurden.',
  'error.billing.unreadable': 'Dieser Eintrag ist nicht lesbar. Wer ihn angelegt hat, hat etwas anderes versiegelt.',
  'error.billing.noInvoice': 'Zu diesem Eintrag gibt es keine Rechnung. Fragen Sie, wer ihn hinzugefügt hat.',
  'error.billing.tooLarge': 'Der Eintrag wurde nicht hinzugefügt. Die Datei ist größer als 10 MiB.',
  'error.billing.invalid':
    'Der Eintrag wurde nicht hinzugefügt. Eines der Felder ist nicht so ausgefüllt, wie es sein muss.',

  'error.mail.none':
    'Es wurde nichts gesendet. Hier ist kein Mailserver eingerichtet. Richten Sie einen ein, oder übergeben Sie den Link selbst.',
  'error.mail.noInvitation':
    'Es wurde nichts gesendet. Der Link liegt nicht auf diesem Computer: Jemand anderes hat ihn gemacht, oder er ist benutzt oder abgelaufen. Erstellen Sie eine neue Einladung.',
  'error.mail.server':
    'Die Einstellungen wurden nicht gespeichert. Etwas am Server stimmt nicht. Prüfen Sie seinen Namen, den Port und den Absender.',
  'error.mail.plain':
    'Die Einstellungen wurden nicht gespeichert. Ohne TLS könnten alle unterwegs die Einladungen lesen. Wählen Sie TLS oder STARTTLS.',
  'error.mail.plainLogin':
    'Die Einstellungen wurden nicht gespeichert. Ein Passwort reist nie ohne TLS. Wählen Sie TLS oder STARTTLS, oder lassen Sie den Benutzernamen weg.',
  'error.mail.passwordNeeded':
    'Die Einstellungen wurden nicht gespeichert. Das aufbewahrte Passwort geht an keinen anderen Server oder Benutzer. Geben Sie das Passwort ein.',
  'error.mail.unreachable':
    'Es wurde nichts gesendet. Der Mailserver ist nicht zu erreichen. Prüfen Sie seinen Namen, den Port und Ihre Verbindung; es ist nichts verloren.',
  'error.mail.timeout':
    'Es wurde nichts gesendet. Der Mailserver hat zu lange nicht geantwortet. Versuchen Sie es später noch einmal; es ist nichts verloren.',
  'error.mail.tls':
    'Es wurde nichts gesendet. Der Mailserver hat nicht bewiesen, wer er ist, oder bietet kein TLS. Prüfen Sie seinen Namen und den Schutz; übergehen Sie das nicht.',
  'error.mail.login':
    'Es wurde nichts gesendet. Der Mailserver hat die Anmeldung abgelehnt. Prüfen Sie Benutzernamen und Passwort.',
  'error.mail.recipient':
    'Es wurde nichts gesendet. Der Mailserver nimmt nichts für diese Adresse an. Prüfen Sie die Adresse, oder übergeben Sie den Link selbst.',
  'error.mail.rejected':
    'Es wurde nichts gesendet. Der Mailserver hat den Absender oder die Nachricht abgelehnt. Klären Sie die Absenderadresse mit dem Betreiber.',
  'error.mail.later':
    'Es wurde noch nichts gesendet. Der Mailserver bittet um Geduld, wie viele bei neuen Absendern. Senden Sie in einigen Minuten noch einmal.',
  'error.mail.protocol':
    'Es wurde nichts gesendet. Was dort antwortet, spricht nicht wie ein Mailserver. Prüfen Sie seinen Namen und den Port.',
  'error.mail.uncertain':
    'Vielleicht wurde es gesendet. Die Verbindung brach ab, bevor der Mailserver es bestätigt hat. Fragen Sie die Person, bevor Sie noch einmal senden.',
  'error.welcome.invalid':
    'Niemand wurde eingeladen. Die Begrüßung ist zu lang oder enthält Zeichen, die nicht erlaubt sind. Kürzen Sie sie, oder tippen Sie sie neu.',

  'error.log.refused':
    'Dem Regelverlauf wird nicht gefolgt. Ein Eintrag ist beschädigt, nicht unterschrieben oder war nicht erlaubt.',
  'error.log.rolledBack':
    'Dem Regelverlauf wird nicht gefolgt. Im Hub liegt weniger davon, als dieser Computer schon gesehen hat.',
  'error.log.forked':
    'Dem Regelverlauf wird nicht gefolgt. Im Hub liegen andere Einträge, als dieser Computer schon gesehen hat.',
  'error.log.future':
    'Dem Regelverlauf wird nicht gefolgt. Ein Eintrag trägt ein Datum in der Zukunft; prüfen Sie die Uhr dieses Computers.',

  'error.log.contradicted':
    'Jemand, mit dem Sie Pakete austauschen, hat andere Einträge des Regelverlaufs gesehen als dieser Computer. Vielleicht zeigt der Hub verschiedenen Personen Verschiedenes.',

  'error.crypto.parameters':
    'Es ließ sich nicht öffnen. Seine Passworteinstellungen liegen außerhalb dessen, was sicher ist. Sagen Sie es der absendenden Person.',
  'error.crypto.refused':
    'Es ließ sich nicht öffnen. Es ist beschädigt oder für jemand anderen versiegelt. Bitten Sie, es noch einmal zu senden.',
  'error.crypto.malformed':
    'Es ließ sich nicht öffnen. Sealpost kennt das Format nicht. Bitten Sie, es noch einmal zu senden.',
  'error.work.cancelled':
    'Die Übertragung wurde nicht fertig. Sie wurde abgebrochen. Beginnen Sie sie neu, wann Sie möchten.',
  'error.work.crashed':
    'Die Übertragung wurde nicht fertig. Ein Teil von Sealpost blieb unerwartet stehen. Versuchen Sie es noch einmal; nichts ist verloren.',
  'error.file.changed':
    '„{name}“ wurde nicht gesendet. Die Datei änderte sich beim Lesen. Speichern und schließen Sie sie, dann versuchen Sie es noch einmal.',
  'error.file.read':
    '„{name}“ wurde nicht gesendet. Die Datei lässt sich nicht lesen. Prüfen Sie, ob es sie gibt und Sie sie öffnen dürfen.',
  'error.file.write':
    'Die Dateien wurden nicht gespeichert. In den Ordner lässt sich nicht schreiben. Wählen Sie einen anderen.',
  'error.file.full':
    'Die Dateien wurden nicht gespeichert. Der Datenträger ist voll. Schaffen Sie Platz, oder wählen Sie einen anderen Ordner.',

  'error.package.unknown':
    'Das Paket ließ sich nicht öffnen. Es ist nicht mehr in diesem Tresor. Sehen Sie nach neuen Paketen.',
  'error.package.expired':
    'Das Paket ließ sich nicht öffnen. Seine Zeit ist vorbei. Bitten Sie, es noch einmal zu senden.',
  'error.package.gone':
    'Das Paket ließ sich nicht öffnen. Es liegt nicht mehr im Hub. Bitten Sie, es noch einmal zu senden.',
  'error.package.needsPassword': 'Das Paket wurde nicht geöffnet. Es hat ein eigenes Passwort. Fragen Sie danach.',
  'error.package.wrongPassword':
    'Das Paket wurde nicht geöffnet. Das ist nicht sein Passwort. Fragen Sie nach und versuchen Sie es noch einmal.',
  'error.package.refused':
    'Das Paket wurde abgewiesen. Es hat die Prüfung nicht bestanden. Bitten Sie, es noch einmal zu senden.',
  'error.package.tampered':
    '„{file}“ wurde nicht gespeichert. Im Hub liegt nicht, was versiegelt wurde. Nichts Falsches wurde geschrieben; bitten Sie, es noch einmal zu senden.',
  'error.draft.noRecipients': 'Das Paket wurde nicht gesendet. Es hat keinen Empfänger. Wählen Sie mindestens einen.',
  'error.draft.tooManyRecipients':
    'Das Paket wurde nicht gesendet. Es hat mehr als 1.000 Empfänger. Wählen Sie weniger.',
  'error.draft.unknownRecipient':
    'Das Paket wurde nicht gesendet. Ein Empfänger ist nicht mehr aktiv. Nehmen Sie ihn heraus und senden Sie noch einmal.',
  'error.draft.empty':
    'Das Paket wurde nicht gesendet. Es enthält weder Dateien noch eine Nachricht. Fügen Sie etwas hinzu.',
  'error.draft.tooLarge':
    'Das Paket wurde nicht gesendet. Es enthält zu viele Dateien oder zu viel Text. Teilen Sie es auf mehrere auf.',
  'error.draft.subject': 'Das Paket wurde nicht gesendet. Sein Betreff ist zu lang. Kürzen Sie ihn auf 200 Zeichen.',
  'error.draft.expiry': 'Das Paket wurde nicht gesendet. Es liefe ab, bevor es ankommt. Wählen Sie einen späteren Tag.',
  'error.draft.notAllowed':
    'Das Paket wurde nicht gesendet. Ihre Rolle schließt das Senden nicht ein. Fragen Sie die Administration Ihrer Organisation.',
  'error.draft.audience':
    'Das Paket wurde nicht gesendet. Ihr Konto darf an eine der Personen nicht senden. Nehmen Sie sie heraus und senden Sie es noch einmal.',
  'error.draft.password':
    'Das Paket wurde nicht gesendet. Sie dürfen keine Paketpasswörter setzen. Senden Sie es ohne, oder fragen Sie Ihre Administration.',
  'error.draft.approval':
    'Das Paket wurde nicht gesendet. Ihre Pakete müssen freigegeben werden, und diese Version kann noch nicht darum bitten. Fragen Sie Ihre Administration.',
  'error.draft.stale':
    'Das Paket wurde nicht gesendet. Dieser Computer hat den Hub so lange nicht erreicht, dass seine Regeln veraltet sein können. Verbinden Sie sich mit dem Hub, dann senden Sie es noch einmal.',
  'error.draft.source':
    'Das Paket wurde nicht gesendet. „{name}“ lässt sich nicht lesen. Prüfen Sie, ob es das gibt und Sie es öffnen dürfen.',
  'error.save.target':
    'Die Dateien wurden nicht gespeichert. Den Ordner gibt es nicht, oder er ist nicht beschreibbar. Wählen Sie einen anderen.',
  'error.save.full':
    'Die Dateien wurden nicht gespeichert. Der Datenträger ist voll. Schaffen Sie Platz, oder wählen Sie einen anderen Ordner.',
  'error.save.exists':
    'Die Dateien wurden nicht gespeichert. Es gibt dort schon zu viele Dateien desselben Namens. Wählen Sie einen anderen Ordner.',
} satisfies Part<typeof import('../en/errors.ts').errors>;
