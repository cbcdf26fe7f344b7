package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.access.TokenFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

  @Test
  void hasDefaults() throws InvalidSettingException {
    Settings settings = Settings.of(Map.of(), Map.of());
    assertEquals("127.0.0.1", settings.host());
    assertEquals(22_000, settings.port());
    assertEquals(Path.of(System.getProperty("user.home"), ".cnnprov", "data"), settings.data());
  }

  @Test
  void takesTheEnvironmentWhereTheCommandLineIsSilent() throws InvalidSettingException {
    Map<String, String> environment = Map.of("CNNPROV_PORT", "1", "CNNPROV_HOST", "::1");
    Settings settings = Settings.of(Map.of("--port", "2"), environment);
    assertEquals(2, settings.port());
    assertEquals("::1", settings.host());
  }

  @Test
  void namesTheVariableThatIsWrong() {
    InvalidSettingException invalid =
        assertThrows(
            InvalidSettingException.class,
            () -> Settings.of(Map.of(), Map.of("CNNPROV_PORT", "-1")));
    assertEquals(
        "CNNPROV_PORT: expected a number from 0 to 65535, came '-1'", invalid.getMessage());
  }

  @Test
  void letsEverybodyInOnlyWhenToldSo(@TempDir Path empty) throws InvalidSettingException {
    Map<String, String> open = Map.of("--host", "0.0.0.0", "--no-auth", "true");
    assertEquals("0.0.0.0", Settings.of(open, Map.of()).host());
    assertThrows(
        InvalidSettingException.class,
        () -> Settings.of(Map.of("--host", "0.0.0.0"), Map.of("CNNPROV_DATA", empty.toString())));
  }

  @Test
  void theAddressDecidesWhetherATokenIsAskedFor(@TempDir Path data) throws Exception {
    new TokenFile(data).create(Role.READ, "", Clock.systemUTC());
    Map<String, String> environment = Map.of("CNNPROV_DATA", data.toString());
    for (String loopback : List.of("127.0.0.1", "::1", "localhost", "127.0.0.2")) {
      Settings settings = Settings.of(Map.of("--host", loopback), environment);
      assertFalse(settings.loginNeeded(), loopback);
      assertFalse(settings.opensToEverybody(), loopback);
    }
    for (String other : List.of("0.0.0.0", "::", "192.0.2.1")) {
      assertTrue(Settings.of(Map.of("--host", other), environment).loginNeeded(), other);
      Settings open = Settings.of(Map.of("--host", other, "--no-auth", "true"), environment);
      assertTrue(open.opensToEverybody(), other);
      assertTrue(new Settings(other, 0, data).loginNeeded(), other);
    }
  }

  @Test
  void tokensThatCannotBeReadStopTheStart(@TempDir Path data) throws Exception {
    Files.writeString(data.resolve("tokens"), "half a li");
    Map<String, String> environment = Map.of("CNNPROV_DATA", data.toString());
    InvalidSettingException invalid =
        assertThrows(
            InvalidSettingException.class,
            () -> Settings.of(Map.of("--host", "0.0.0.0"), environment));
    assertTrue(String.valueOf(invalid.getMessage()).contains("line 1"), invalid.getMessage());
  }

  @Test
  void limitsAreSetByOptionOrVariableWithinTheirRange() throws InvalidSettingException {
    Settings settings =
        Settings.of(
            Map.of("--max-sql-time", "5s"),
            Map.of("CNNPROV_MAX_SQL_TIME", "7s", "CNNPROV_MAX_BODY_SIZE", "2MiB"));
    assertEquals(Duration.ofSeconds(5), settings.limits().time(Limit.SQL_TIME));
    assertEquals(2 << 20, settings.limits().count(Limit.BODY_SIZE));
    assertEquals("90d", settings.limits().text(Limit.REFUSALS_AGE));
    for (String wrong : List.of("0s", "2h", "5", "5 s", "-1s", "1e3ms", "", "99999999999s")) {
      InvalidSettingException invalid =
          assertThrows(
              InvalidSettingException.class,
              () -> Settings.of(Map.of(), Map.of("CNNPROV_MAX_SQL_TIME", wrong)));
      assertEquals(
          ("CNNPROV_MAX_SQL_TIME: expected a time such as 500ms, 30s, 10m, 12h or 90d from 100ms"
                  + " to 1h, came '%s'")
              .formatted(wrong),
          invalid.getMessage());
    }
  }
}
