osctl receive authorized-keys add n1 < keys/n1key.pub
