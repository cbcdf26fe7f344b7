package org.cnnprov.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokensTest {

  @TempDir Path directory;

  private TokenFile file;
  private Tokens tokens;

  @BeforeEach
  void begin() {
    file = new TokenFile(directory);
    tokens = new Tokens(file);
  }

  @Test
  void knowsATokenThatWasMadeAfterItFirstLooked() throws IOException {
    assertEquals(Optional.empty(), tokens.find("cnnprov_nothing"));
    TokenFile.Created created = create(Role.WRITE);
    assertEquals(Role.WRITE, tokens.find(created.secret()).orElseThrow().role());
  }

  @Test
  void forgetsATokenThatWasRevoked() throws IOException {
    TokenFile.Created kept = create(Role.READ);
    TokenFile.Created revoked = create(Role.ADMIN);
    assertTrue(tokens.find(revoked.secret()).isPresent());
    assertTrue(file.revoke(revoked.token().id()));
    assertTrue(tokens.find(revoked.secret()).isEmpty());
    assertTrue(tokens.find(kept.secret()).isPresent());
    assertFalse(file.revoke(revoked.token().id()));
  }

  @Test
  void keepsTheHashAloneInAFileOfItsOwner() throws Exception {
    TokenFile.Created created = create(Role.READ);
    Path written = directory.resolve("tokens");
    String text = Files.readString(written);
    assertFalse(text.contains(created.secret()), text);
    byte[] sha256 =
        MessageDigest.getInstance("SHA-256")
            .digest(created.secret().getBytes(StandardCharsets.UTF_8));
    assertTrue(text.contains(HexFormat.of().formatHex(sha256)), text);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(written)));
  }

  @Test
  void leavesNothingBesideTheFileButItsLock() throws IOException {
    create(Role.READ);
    create(Role.READ);
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(
          List.of("tokens", "tokens.lock"),
          files.map(path -> path.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void letsNobodyInWhileTheFileIsBroken() throws IOException {
    TokenFile.Created created = create(Role.ADMIN);
    assertTrue(tokens.find(created.secret()).isPresent());
    Files.writeString(directory.resolve("tokens"), "half a li");
    assertThrows(IOException.class, () -> tokens.find(created.secret()));
    assertThrows(IOException.class, () -> tokens.find(created.secret()));
  }

  @Test
  void makesSecretsOf256BitsThatNeedNoEscape() throws IOException {
    String first = create(Role.READ).secret();
    String second = create(Role.READ).secret();
    assertTrue(first.matches("cnnprov_[A-Za-z0-9_-]{43}"), first);
    assertFalse(first.equals(second));
  }

  private TokenFile.Created create(Role role) throws IOException {
    return file.create(role, "of a test", Clock.systemUTC());
  }
}
