package quayside.gui.keys;

import quayside.core.Quayside;
import quayside.core.keys.HostKeyBook;
import quayside.core.keys.Identities;
import quayside.core.keys.Trust;
import quayside.transport.Vault;

/**
 * What the page of keys works with.
 *
 * @param trust who may send to whom
 * @param hostKeys which host keys are known
 * @param identities the desktop's own keys
 * @param vault what was answered to questions for secrets
 */
public record KeyDesk(Trust trust, HostKeyBook hostKeys, Identities identities, Vault vault) {

  /** The desk of an engine that asks this vault for secrets. */
  public static KeyDesk of(Quayside quayside, Vault vault) {
    return new KeyDesk(quayside.trust(), quayside.hostKeys(), quayside.identities(), vault);
  }
}
