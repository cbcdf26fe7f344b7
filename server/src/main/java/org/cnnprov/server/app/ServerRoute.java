package org.cnnprov.server.app;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.cnnprov.server.access.Guard;
import org.cnnprov.server.access.Role;
import org.cnnprov.server.http.Gate;
import org.cnnprov.server.http.JsonAnswer;
import org.cnnprov.server.http.JsonWriter;
import org.cnnprov.server.http.Routes;
import org.cnnprov.server.http.Times;
import org.cnnprov.server.query.Reader;
import org.cnnprov.store.StoreException;

/** {@code /api/v1/server}: what the server is doing, what it holds, and its limits. */
final class ServerRoute implements Routes {

  private final Settings settings;
  private final Health health;
  private final Surroundings surroundings;
  private final Reader reader;
  private final Gate gate;

  ServerRoute(
      Settings settings, Health health, Surroundings surroundings, Reader reader, Gate gate) {
    this.settings = settings;
    this.health = health;
    this.surroundings = surroundings;
    this.reader = reader;
    this.gate = gate;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/api/v1/server", gate.guard(this::answer), Role.READ);
  }

  private void answer(Context context) throws StoreException, IOException {
    ProducerList producers = ProducerList.read(reader, surroundings.contacts());
    boolean admin = Guard.roleOf(context).includes(Role.ADMIN);
    JsonAnswer.send(
        context,
        json -> {
          json.beginObject();
          writeState(json);
          writeStore(admin, json);
          writeQueue(json);
          json.name("producers");
          producers.writeTo(json);
          writeLimits(json);
          json.endObject();
        });
  }

  private void writeState(JsonWriter json) throws IOException {
    Optional<StoreException> reason = health.reason();
    json.field("version", Version.CURRENT);
    json.field("started_at", Times.text(health.startedAt()));
    json.field("status", reason.isEmpty() ? "UP" : "DOWN");
    if (reason.isPresent()) {
      json.field("code", reason.get().trouble().code());
      json.field("reason", String.valueOf(reason.get().getMessage()));
    }
    json.field("login_needed", settings.loginNeeded());
  }

  /** The path says something of the machine and its people, so only admins are told. */
  private void writeStore(boolean withPath, JsonWriter json) throws IOException {
    Surroundings.Sizes sizes = surroundings.sizes();
    json.name("store");
    json.beginObject();
    if (withPath) {
      json.field("path", settings.data().toString());
    }
    json.field("data_bytes", sizes.data());
    json.field("log_bytes", sizes.log());
    json.field("refused_bytes", sizes.refused());
    json.field("temporary_bytes", sizes.temporary());
    json.endObject();
    Surroundings.Disk disk = surroundings.disk();
    json.name("disk");
    json.beginObject();
    json.field("free_bytes", disk.free());
    json.field("total_bytes", disk.total());
    json.endObject();
  }

  private void writeQueue(JsonWriter json) throws IOException {
    json.name("queue");
    json.beginObject();
    json.field("batches", surroundings.waitingBatches());
    json.field("bytes", surroundings.bytesOfBodies());
    json.endObject();
  }

  private void writeLimits(JsonWriter json) throws IOException {
    json.name("limits");
    json.beginObject();
    for (Limit limit : Limit.values()) {
      json.field(limit.name().toLowerCase(Locale.ROOT), settings.limits().text(limit));
    }
    json.endObject();
  }
}
