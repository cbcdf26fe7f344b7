package org.cnnprov.store.duckdb;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.cnnprov.model.ErrorCode;
import org.cnnprov.model.Problem;
import org.cnnprov.store.Refusal;
import org.cnnprov.store.Refusals;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.sql.NewRefusal;
import org.duckdb.DuckDBConnection;

/**
 * The refused requests, in a file of their own: raw bodies may hold what nobody should find by SQL.
 * Written by the writer thread.
 */
final class RefusalFile implements Refusals {

  static final String FILE = "refused.duckdb";
  private static final long MEMORY_LIMIT = 256_000_000L;

  private static final long PRUNING_NANOSECONDS = 3_600_000_000_000L;

  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS request(
        id BIGINT, received_at TIMESTAMP, door VARCHAR, remote VARCHAR, producer VARCHAR, number BIGINT,
        raw BLOB, bytes BIGINT);
      CREATE TABLE IF NOT EXISTS problem(
        request_id BIGINT, code VARCHAR, pointer VARCHAR, detail VARCHAR);
      CREATE TABLE IF NOT EXISTS opened(opened_at TIMESTAMP);
      DELETE FROM opened;
      INSERT INTO opened VALUES (now()::TIMESTAMP);
      """;

  private final DuckDBConnection reader;
  private final RefusalBounds bounds;
  private DuckDBConnection writer;
  private long last;

  /** On {@link System#nanoTime}; at the opening, long ago. */
  private long prunedAt = System.nanoTime() - PRUNING_NANOSECONDS;

  private RefusalFile(
      DuckDBConnection reader, DuckDBConnection writer, long last, RefusalBounds bounds) {
    this.reader = reader;
    this.writer = writer;
    this.last = last;
    this.bounds = bounds;
  }

  static RefusalFile open(Path directory, RefusalBounds bounds)
      throws StoreException, SQLException {
    DuckDBConnection connection = DuckDbFile.open(directory.resolve(FILE), MEMORY_LIMIT);
    try (Statement statement = connection.createStatement()) {
      statement.execute(CREATE);
      try (ResultSet greatest =
          statement.executeQuery("SELECT coalesce(max(id), 0) FROM request")) {
        greatest.next();
        long last = greatest.getLong(1);
        return new RefusalFile(connection, DuckDbFile.duplicate(connection), last, bounds);
      }
    }
  }

  /** Keeps them durably. A numbered event that is kept already is passed over. */
  void keep(List<NewRefusal> refusals) throws SQLException {
    if (refusals.isEmpty()) {
      return;
    }
    try {
      for (NewRefusal refusal : refusals) {
        insert(refusal);
      }
      prune();
      writer.commit();
    } catch (SQLException e) {
      throw abandoned(e);
    }
  }

  /** Lets go of what has grown too old, about once an hour: nothing may be refused for long. */
  void pruneWhenDue() throws SQLException {
    if (System.nanoTime() - prunedAt < PRUNING_NANOSECONDS) {
      return;
    }
    try {
      prune();
      writer.commit();
    } catch (SQLException e) {
      throw abandoned(e);
    }
  }

  /** A commit that changes nothing, and yet goes through the log to the disk. */
  void writeSomething() throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute("UPDATE opened SET opened_at = now()::TIMESTAMP");
      writer.commit();
    } catch (SQLException e) {
      throw abandoned(e);
    }
  }

  @Override
  public List<Refusal> page(long before, int limit) throws StoreException {
    return read("WHERE id < ? ORDER BY id DESC LIMIT ?", before, limit);
  }

  @Override
  public Optional<Refusal> find(long id) throws StoreException {
    return read("WHERE id = ? LIMIT ?", id, 1).stream().findFirst();
  }

  void addTo(CopiedFiles copy) throws SQLException {
    copy.add(reader, FILE);
  }

  void close() {
    try {
      reader.close();
      writer.close();
    } catch (SQLException e) {
      throw new IllegalStateException("the refused requests did not close", e);
    }
  }

  /** After a failed commit the driver begins no transaction any more: see {@link DuckDbStore}. */
  private SQLException abandoned(SQLException cause) {
    try {
      writer.close();
      writer = DuckDbFile.duplicate(reader);
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
    return cause;
  }

  private void insert(NewRefusal refusal) throws SQLException {
    long id = last + 1;
    byte[] raw = refusal.raw().bytes();
    try (PreparedStatement insert =
        writer.prepareStatement(
            """
            INSERT INTO request SELECT ?, ?, ?, ?, ?, ?, ?, ?
            WHERE NOT EXISTS (FROM request WHERE producer = ? AND number = ?)\
            """)) {
      String producer = refusal.producer() == null ? null : refusal.producer().toString();
      insert.setLong(1, id);
      insert.setObject(2, LocalDateTime.ofInstant(refusal.request().receivedAt(), ZoneOffset.UTC));
      insert.setString(3, refusal.request().door());
      insert.setString(4, refusal.request().remote());
      insert.setObject(5, producer);
      insert.setObject(6, refusal.number());
      insert.setBytes(7, raw);
      insert.setLong(8, raw.length);
      insert.setObject(9, producer);
      insert.setObject(10, refusal.number());
      if (insert.executeUpdate() == 0) {
        return;
      }
    }
    last = id;
    insertProblems(id, refusal.problems());
  }

  private void insertProblems(long id, List<Problem> problems) throws SQLException {
    try (PreparedStatement insert =
        writer.prepareStatement("INSERT INTO problem VALUES (?, ?, ?, ?)")) {
      for (Problem problem : problems) {
        insert.setLong(1, id);
        insert.setString(2, problem.code().name());
        insert.setString(3, problem.pointer());
        insert.setString(4, problem.detail());
        insert.executeUpdate();
      }
    }
  }

  private void prune() throws SQLException {
    prunedAt = System.nanoTime();
    try (Statement statement = writer.createStatement()) {
      statement.execute(
          """
          DELETE FROM request WHERE id <= %d OR received_at < now()::TIMESTAMP - INTERVAL %d SECOND
            OR id IN (SELECT id FROM (SELECT id, sum(bytes) OVER (ORDER BY id DESC) AS newer
              FROM request) WHERE newer > %d)\
          """
              .formatted(last - bounds.requests(), bounds.age().toSeconds(), bounds.bytes()));
      statement.execute("DELETE FROM problem WHERE request_id NOT IN (SELECT id FROM request)");
    }
  }

  /** What they hold at one moment: between two statements of its own, one may be let go of. */
  private synchronized List<Refusal> read(String which, long id, int limit) throws StoreException {
    try (Statement transaction = reader.createStatement()) {
      transaction.execute("BEGIN TRANSACTION");
      try {
        List<Refusal> refusals = new ArrayList<>();
        for (Refusal refusal : requests(which, id, limit)) {
          refusals.add(withProblems(refusal));
        }
        return refusals;
      } finally {
        transaction.execute("ROLLBACK");
      }
    } catch (SQLException e) {
      throw new StoreException(
          "the refused requests cannot be read: " + DuckDbFile.firstLine(e), e);
    }
  }

  private List<Refusal> requests(String which, long id, int limit) throws SQLException {
    try (PreparedStatement statement = reader.prepareStatement("SELECT * FROM request " + which)) {
      statement.setLong(1, id);
      statement.setInt(2, limit);
      List<Refusal> requests = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          requests.add(refusal(row));
        }
      }
      return requests;
    }
  }

  private static Refusal refusal(ResultSet row) throws SQLException {
    String producer = row.getString("producer");
    return new Refusal(
        row.getLong("id"),
        row.getObject("received_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("door"),
        row.getString("remote"),
        producer == null ? null : UUID.fromString(producer),
        row.getObject("number", Long.class),
        List.of(),
        row.getBytes("raw"));
  }

  private Refusal withProblems(Refusal refusal) throws SQLException {
    return new Refusal(
        refusal.id(),
        refusal.at(),
        refusal.door(),
        refusal.remote(),
        refusal.producer(),
        refusal.number(),
        problems(refusal.id()),
        refusal.raw());
  }

  private List<Problem> problems(long id) throws SQLException {
    List<Problem> problems = new ArrayList<>();
    try (PreparedStatement statement =
        reader.prepareStatement(
            "SELECT code, pointer, detail FROM problem WHERE request_id = ? ORDER BY rowid")) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          problems.add(
              new Problem(ErrorCode.valueOf(row.getString(1)), row.getString(2), row.getString(3)));
        }
      }
    }
    return problems;
  }
}
