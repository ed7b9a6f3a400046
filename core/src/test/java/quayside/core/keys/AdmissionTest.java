package quayside.core.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import quayside.core.driver.NodeKeys.AuthorizedKey;
import quayside.core.keys.Admission.Kind;
import quayside.core.keys.KeysOfNode.PoolKeys;

/** What osctld does with a key, as its own rules have it (osctld, key chain and receive skel). */
class AdmissionTest {
  private static final String BLOB =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAKJUTh6TWdREVT6mSSFcaStM7qrA/jSMRmn+/LkUscX";
  private static final String KEY = BLOB + " tank@n1";
  private static final String OTHER =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIH0cFzWyCXMW6a7s04zn/zNgnhQjmLeS0Av6qVd1YcDL n2";
  private static final Optional<String> ANY = Optional.empty();

  private static AuthorizedKey entry(
      String name, String line, String ctid, boolean once, boolean used, boolean passphrase) {
    Optional<String> pattern = Optional.of(ctid).filter(c -> !c.isEmpty());
    return new AuthorizedKey(name, line, Optional.empty(), pattern, once, used, passphrase);
  }

  private static List<PoolKeys> pool(AuthorizedKey... keys) {
    return List.of(new PoolKeys("tank", Optional.empty(), List.of(keys)));
  }

  private static Kind kind(List<PoolKeys> pools, Optional<String> toPool, Optional<String> id) {
    return Admission.of(KEY, pools, toPool, id).kind();
  }

  @Test
  void anUnlimitedKeyIsOpenAndAnUnknownOneIsNot() {
    assertEquals(Kind.OPEN, kind(pool(AuthorizedKey.of("n1", KEY)), ANY, ANY));
    assertEquals(Kind.UNKNOWN, kind(pool(AuthorizedKey.of("n2", OTHER)), ANY, ANY));
    assertEquals(Kind.UNKNOWN, kind(pool(AuthorizedKey.of("odd", "nonsense")), ANY, ANY));
  }

  @Test
  void theFirstEntryDecidesAndHidesThoseBehindIt() {
    var limited = entry("a", KEY, "web*", false, false, false);
    var both = pool(limited, AuthorizedKey.of("b", KEY));
    assertEquals(Kind.LIMITED, kind(both, ANY, Optional.of("web1")));
    assertEquals(Kind.OTHER_ID, kind(both, ANY, Optional.of("mail")));
    var used = pool(entry("a", KEY, "", true, true, false), AuthorizedKey.of("b", KEY));
    assertEquals(Kind.IN_USE, kind(used, ANY, ANY));
    assertFalse(Admission.of(KEY, used, ANY, ANY).admits());
  }

  @Test
  void entriesWithAPassphraseArePassedOver() {
    var locked = entry("a", KEY, "", false, false, true);
    assertEquals(Kind.PASSPHRASE, kind(pool(locked), ANY, ANY));
    assertEquals(Kind.OPEN, kind(pool(locked, AuthorizedKey.of("b", KEY)), ANY, ANY));
  }

  /** sshd goes by the key, osctld by the text of the line that sshd found. */
  @Test
  void theCommentMattersOnlyBetweenEntries() {
    var otherComment = AuthorizedKey.of("a", BLOB + " somebody else");
    assertEquals(Kind.OPEN, kind(pool(otherComment), ANY, ANY));
    var limited = entry("b", KEY, "web*", false, false, false);
    assertEquals(Kind.OPEN, kind(pool(otherComment, limited), ANY, Optional.of("mail")));
  }

  @Test
  void eachPoolHasItsOwnList() {
    var pools =
        List.of(
            new PoolKeys("tank", Optional.empty(), List.of(AuthorizedKey.of("a", KEY))),
            new PoolKeys("dozer", Optional.empty(), List.of()),
            new PoolKeys(
                "cold", Optional.empty(), List.of(AuthorizedKey.of("c", BLOB + " other"))));
    assertEquals(Kind.OPEN, kind(pools, ANY, ANY));
    assertEquals(Kind.OTHER_POOL, kind(pools, Optional.of("dozer"), ANY));
    assertEquals(Kind.OTHER_TEXT, kind(pools, Optional.of("cold"), ANY));
  }
}
