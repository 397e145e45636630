/** One grammar: what failed; why; what to do next, and what was not lost where one might fear it. */
export const errors = {
  'error.unknown':
    'That did not work. Sealpost has no words for the reason ({code}). Try again; if it stays, restart Sealpost.',

  'error.internal':
    'That did not work. Sealpost made a mistake (reference {reference}). Try again; if it stays, restart Sealpost.',
  'error.ipc.sender': 'That was refused. The window is not one of Sealpost’s own. Close it and open Sealpost again.',
  'error.ipc.malformed':
    'That was refused. Something in the form is not as it should be. Check what you typed and try again.',
  'error.ipc.tooLarge':
    'That was refused. It is more than fits into one step. Choose fewer files, or shorten the text.',
  'error.session.none': 'That did not work. No profile is open in this window. Choose a profile first.',
  'error.session.locked': 'That did not work. Your vault is locked. Unlock it and try again.',
  'error.session.unlocked': 'That did not work. The vault is already open. Lock it first.',
  'error.permission.denied':
    'That was refused. Your role does not include it. Ask an administrator of your organisation.',
  'error.profile.unknown': 'The profile could not be opened. It is no longer on this computer. Choose another one.',
  'error.profile.unfinished':
    'The profile could not be opened. It was never completed, perhaps because Sealpost was stopped while making it. Create or join again.',
  'error.files.unknown': 'The files were not added. Sealpost no longer knows them. Choose them again.',
  'error.files.unreadable':
    'The files were not added. They cannot be read. Check that they exist and that you may open them.',
  'error.transfer.unknown': 'That transfer cannot be changed. It has ended already. Look under Outbox.',

  'error.hub.unreachable':
    'The hub cannot be reached. Its folder is not there right now. Check that the drive or network share is connected; nothing is lost.',
  'error.hub.denied':
    'The hub refused access. You may not use its folder. Ask whoever manages the folder for the right to read and write.',
  'error.hub.readOnly':
    'Nothing could be written to the hub. Its folder is read-only for you. Ask whoever manages the folder for the right to write.',
  'error.hub.full':
    'Nothing more could be written to the hub. It is full. Make space there, then try again; what is uploaded is kept.',
  'error.hub.tooLarge':
    'Something on the hub was not read. It is larger than it can rightly be. Tell your administrator: somebody may have changed it.',
  'error.hub.badKey':
    'Something on the hub was not read. Its name is not one that Sealpost gives. Tell your administrator.',
  'error.hub.cancelled': 'The transfer was not completed. It was cancelled. Start it again whenever you like.',
  'error.hub.unsuitable':
    'This folder cannot be a hub. It does not keep files reliably when several people write at once. Choose another folder.',
  'error.hub.io':
    'The hub could not be read or written. The drive or the network reported an error. Try again; nothing is lost.',

  'error.vault.missing':
    'The vault could not be opened. Its files are gone from this computer. Restore them, or ask for a new invitation.',
  'error.vault.exists': 'The vault was not created. There is one in its place already. Open that one instead.',
  'error.vault.damaged':
    'The vault could not be opened. Its files are damaged. Restore them from a backup; packages on the hub are not affected.',
  'error.vault.tooNew': 'The vault could not be opened. A newer Sealpost wrote it. Update Sealpost on this computer.',
  'error.vault.inUse':
    'The vault could not be opened. Another Sealpost window has it open. Use that window, or close it first.',
  'error.vault.wrongPassword': 'The vault stays locked. The password is not right. Check Caps Lock and try again.',
  'error.vault.weakPassword':
    'The password was not accepted. It is too short or too easy to guess. Choose a longer one.',
  'error.vault.wrongKit':
    'The vault stays locked. The code belongs to another kit, or to one that was replaced. Use the newest kit.',
  'error.vault.kitTypo':
    'The code was not accepted. It has a typing mistake. Compare it with the printed page, letter by letter.',
  'error.vault.resetTypo':
    'This was not accepted. It is neither a reset code nor a reset link, or part of it is missing. Compare it with what the help desk gave you.',
  'error.vault.wrongReset':
    'The vault stays locked. This is for another profile, or your password has been changed since. Ask the help desk for a new code.',
  'error.vault.wrongOneTimePassword':
    'The vault stays locked. The one-time password is not right. Compare it with what the help desk told you.',
  'error.reset.noEscrow':
    'The password cannot be reset. This person’s Sealpost has left nothing for the help desk yet, or the hub does not show it. Their recovery kit still works.',
  'error.reset.notHolder':
    'The password cannot be reset. What this person’s Sealpost has left is sealed to a recovery key that you do not have. Ask somebody else who may reset passwords.',
  'error.reset.damaged':
    'The password was not reset. What lies on the hub for this person is damaged or not theirs. Their recovery kit still works.',
  'error.vault.noKeychain':
    'The vault was not created. No system keychain answers on this computer. Agree to the password alone, or set up a keychain first.',
  'error.vault.keychainLost':
    'The vault stays locked. Its secret is no longer in the system keychain. Unlock with your recovery kit; your packages are safe.',
  'error.vault.keychainLocked':
    'The vault stays locked. The system keychain is locked or was refused. Unlock the keychain and try again.',
  'error.vault.full': 'Nothing could be written to the vault. This computer’s disk is full. Make space and try again.',
  'error.vault.io':
    'The vault could not be read or written. This computer’s disk reported an error. Try again; check the disk if it stays.',

  'error.organisation.hubTaken':
    'The organisation was not created. The folder already belongs to another one. Choose an empty folder.',
  'error.organisation.presetUnknown': 'Nothing was made. There is no preset of that name. Choose one of those offered.',
  'error.organisation.nameInvalid':
    'The organisation was not created. Its name has characters that cannot be used. Choose a plainer name.',
  'error.organisation.none':
    'Nothing was opened. There is no organisation in this hub. Check that the right folder is connected.',
  'error.name.invalid': 'The name was not accepted. It is empty or has characters that cannot be seen. Type it again.',
  'error.email.invalid': 'The e-mail address was not accepted. It is not complete. Check it for typing mistakes.',
  'error.invitation.malformed':
    'The invitation cannot be read. The link or file is incomplete. Copy the whole link, or ask for it again.',
  'error.invitation.wrongCode':
    'The invitation was not accepted. Its code does not fit. Copy the whole link, or ask for a new one.',
  'error.invitation.notFound': 'The invitation was not accepted. The organisation does not know it. Ask for a new one.',
  'error.invitation.expired': 'The invitation was not accepted. Its time is over. Ask for a new one.',
  'error.invitation.used':
    'The invitation was not accepted. Somebody has used it already. If that was not you, tell the person who invited you.',
  'error.invitation.replaced': 'The invitation was not accepted. A newer one replaced it. Use the newest link.',
  'error.invitation.head':
    'The invitation was not accepted. The hub does not hold what it promises. Tell the person who invited you.',
  'error.invitation.forged':
    'The invitation was not accepted. Its signature is false. Do not use it, and tell the person it names.',
  'error.invitation.stale':
    'You have not joined yet. The organisation’s keys were renewed after the invitation was made. Ask the person who invited you to open Sealpost, then try again.',
  'error.invitation.unknown':
    'The invitation is no longer at hand. The window was opened anew meanwhile. Open the link or file again.',
  'error.policy.denied': 'That was not changed: {reason} Nothing is lost. Ask an administrator of your organisation.',
  'error.policy.invalid': 'That was not changed. {problem} Look at it again; nothing is lost.',
  'error.policy.contended': 'That was not changed. Somebody else made changes at the same moment. Try again.',
  'error.policy.overtaken':
    'That was not changed. {by} changed the same thing meanwhile, with entry {seq}. Look at it again; nothing is lost.',
  'error.policy.tooLarge': 'That was not changed. It is too much for one entry. Do it in smaller steps.',
  'error.policy.leaseExpired':
    'That was not changed. This computer has not reached the hub for so long that its rules may be out of date. Connect to the hub, then repeat it.',
  'error.change.malformed':
    'That was not changed. Sealpost does not understand the change. Check what was typed, and try again.',
  'error.change.unknown':
    'That was not changed. This version of Sealpost does not know such a change. Update Sealpost.',
  'error.member.unknown':
    'That person cannot be shown. The organisation knows nobody like that. Look at the list again.',
  'error.entry.unknown':
    'That cannot be shown. This computer does not hold that part of the history yet. Try again after the next sync.',
  'error.import.encoding':
    'The file was not read. It is not text in UTF-8. Save it as “CSV UTF-8” and choose it again; nobody was invited.',
  'error.import.columns':
    'The file was not read. Its first line must name the columns “name” and “email”; “{column}” is missing, unknown or there twice. Nobody was invited.',
  'error.import.malformed':
    'The file was not read. In line {line} a quotation mark or a field does not end as it should. Mend it and choose the file again; nobody was invited.',
  'error.import.tooMany':
    'The file was not read. It holds more people than one import takes, which is {most}. Split it; nobody was invited.',
  'error.import.empty': 'The file was not read. It names nobody who can be invited. Choose another one.',
  'error.import.unknown': 'Nobody was invited. The file is no longer at hand. Choose it again.',
  'error.billing.unknown': 'There is no such billing record. Open the list again.',
  'error.billing.noKey':
    'The billing key has not reached this computer yet. Somebody who holds it must have come online after you were given the right.',
  'error.billing.missing':
    'The shared folder does not hold this record, or its invoice, any more. Ask whoever keeps the folder to bring it back.',
  'error.billing.altered': 'Nothing was opened. Other bytes lie in the shared folder than were signed.',
  'error.billing.unreadable': 'This record cannot be read. Whoever kept it sealed something else in its place.',
  'error.billing.noInvoice': 'There is no invoice with this record. Ask whoever added it.',
  'error.billing.tooLarge': 'The record was not kept. The file is larger than 10 MiB.',
  'error.billing.invalid': 'The record was not kept. One of its fields is not filled in as it should be.',

  'error.mail.none': 'Nothing was sent. No mail server is set up here. Set one up, or hand the link over yourself.',
  'error.mail.noInvitation':
    'Nothing was sent. The link is not on this computer: somebody else made it, or it is used or over. Create a new invitation.',
  'error.mail.server':
    'The settings were not saved. Something about the server is not as it should be. Check its name, the port and the sender.',
  'error.mail.plain':
    'The settings were not saved. Without TLS, everybody on the way could read the invitations. Choose TLS or STARTTLS.',
  'error.mail.plainLogin':
    'The settings were not saved. A password never travels without TLS. Choose TLS or STARTTLS, or leave out the user name.',
  'error.mail.passwordNeeded':
    'The settings were not saved. The password that is kept goes to no other server or user. Type the password.',
  'error.mail.unreachable':
    'Nothing was sent. The mail server cannot be reached. Check its name, the port and your connection; nothing is lost.',
  'error.mail.timeout': 'Nothing was sent. The mail server took too long to answer. Try again later; nothing is lost.',
  'error.mail.tls':
    'Nothing was sent. The mail server did not prove who it is, or offers no TLS. Check its name and the protection; do not send past this.',
  'error.mail.login': 'Nothing was sent. The mail server refused to log you in. Check the user name and the password.',
  'error.mail.recipient':
    'Nothing was sent. The mail server takes no mail for this address. Check the address, or hand the link over yourself.',
  'error.mail.rejected':
    'Nothing was sent. The mail server rejected the sender or the message. Check the sender’s address with whoever runs the server.',
  'error.mail.later':
    'Nothing was sent yet. The mail server asks for patience, as many do with new senders. Send again in a few minutes.',
  'error.mail.protocol':
    'Nothing was sent. What answers there does not speak like a mail server. Check its name and the port.',
  'error.mail.uncertain':
    'Perhaps it was sent. The connection broke before the mail server confirmed it. Ask the person before you send again.',
  'error.welcome.invalid':
    'Nobody was invited. The welcome message is too long or holds characters that are not allowed. Shorten it, or type it anew.',

  'error.log.refused': 'The policy history was not followed. An entry in it is damaged, unsigned or was not permitted.',
  'error.log.rolledBack':
    'The policy history was not followed. The hub holds less of it than this computer has already seen.',
  'error.log.forked':
    'The policy history was not followed. The hub holds other entries than this computer has already seen.',
  'error.log.future':
    'The policy history was not followed. An entry is dated in the future; check this computer’s clock.',

  'error.log.contradicted':
    'Somebody you exchange packages with has seen other entries of the policy history than this computer. The hub may show different people different things.',

  'error.crypto.parameters': 'It could not be opened. Its password settings are outside what is safe. Tell the sender.',
  'error.crypto.refused':
    'It could not be opened. It is damaged, or was sealed for somebody else. Ask the sender to send it again.',
  'error.crypto.malformed':
    'It could not be opened. It is not in a format Sealpost knows. Ask the sender to send it again.',
  'error.work.cancelled': 'The transfer was not completed. It was cancelled. Start it again whenever you like.',
  'error.work.crashed':
    'The transfer was not completed. A part of Sealpost stopped unexpectedly. Try again; nothing is lost.',
  'error.file.changed': '“{name}” was not sent. It changed while it was being read. Save and close it, then try again.',
  'error.file.read':
    '“{name}” was not sent. It cannot be read. Check that it exists and that you may open it, then try again.',
  'error.file.write': 'The files were not saved. The folder cannot be written to. Choose another folder.',
  'error.file.full': 'The files were not saved. The disk is full. Make space, or choose another folder.',

  'error.package.unknown': 'The package could not be opened. It is no longer in this vault. Look for new packages.',
  'error.package.expired': 'The package could not be opened. Its time is over. Ask the sender to send it again.',
  'error.package.gone': 'The package could not be opened. It is no longer on the hub. Ask the sender to send it again.',
  'error.package.needsPassword': 'The package was not opened. It has a password of its own. Ask the sender for it.',
  'error.package.wrongPassword':
    'The package was not opened. That is not its password. Check it with the sender and try again.',
  'error.package.refused': 'The package was refused. It did not pass verification. Ask the sender to send it again.',
  'error.package.tampered':
    '“{file}” was not saved. What is on the hub is not what the sender sealed. Nothing false was written; ask the sender to send it again.',
  'error.draft.noRecipients': 'The package was not sent. It has no recipient. Choose at least one.',
  'error.draft.tooManyRecipients': 'The package was not sent. It has more than 1,000 recipients. Choose fewer.',
  'error.draft.unknownRecipient':
    'The package was not sent. A recipient is no longer active. Take them out and send it again.',
  'error.draft.empty': 'The package was not sent. It holds neither files nor a message. Add something.',
  'error.draft.tooLarge': 'The package was not sent. It holds too many files or too much text. Split it into several.',
  'error.draft.subject': 'The package was not sent. Its subject is too long. Shorten it to 200 characters.',
  'error.draft.expiry': 'The package was not sent. It would expire before it arrives. Choose a later day.',
  'error.draft.notAllowed':
    'The package was not sent. Your role does not include sending. Ask an administrator of your organisation.',
  'error.draft.audience':
    'The package was not sent. Your account may not write to one of the recipients. Take them out and send it again.',
  'error.draft.password':
    'The package was not sent. You may not set package passwords. Send it without one, or ask an administrator.',
  'error.draft.approval':
    'The package was not sent. Your packages must be approved before they go out, and this version cannot ask for that yet. Ask an administrator.',
  'error.draft.stale':
    'The package was not sent. This computer has not reached the hub for so long that its rules may be out of date. Connect to the hub, then send it again.',
  'error.draft.source':
    'The package was not sent. “{name}” cannot be read. Check that it exists and that you may open it.',
  'error.save.target':
    'The files were not saved. The folder is not there or cannot be written to. Choose another folder.',
  'error.save.full': 'The files were not saved. The disk is full. Make space, or choose another folder.',
  'error.save.exists':
    'The files were not saved. Too many files of the same name are there already. Choose another folder.',
} as const;
