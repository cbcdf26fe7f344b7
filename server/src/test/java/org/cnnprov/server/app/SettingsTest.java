package org.cnnprov.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.Map;
import org.cnnprov.server.app.Settings.Setting;
import org.junit.jupiter.api.Test;

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
    Settings settings = Settings.of(Map.of(Setting.PORT, "2"), environment);
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
  void letsEverybodyInOnlyWhenToldSo() throws InvalidSettingException {
    Map<Setting, String> open = Map.of(Setting.HOST, "0.0.0.0", Setting.NO_AUTH, "true");
    assertEquals("0.0.0.0", Settings.of(open, Map.of()).host());
    assertThrows(
        InvalidSettingException.class,
        () -> Settings.of(Map.of(Setting.HOST, "0.0.0.0"), Map.of()));
  }
}
