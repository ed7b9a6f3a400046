osctl receive authorized-keys add --ctid 'ct*' --from '10.0.2.*,127.0.0.1' --single-use --passphrase s3cret n1 < keys/n1key.pub
