osctl receive authorized-keys add desk < keys/desk.pub
