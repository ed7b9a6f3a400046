osctl receive authorized-keys add --passphrase pw1 --ctid 'deskpw*' desk-pw < keys/desk.pub
