osctl receive authorized-keys add 'n1 x' < keys/n1key.pub
