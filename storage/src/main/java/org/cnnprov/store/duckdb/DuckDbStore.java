package org.cnnprov.store.duckdb;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.cnnprov.event.Batch;
import org.cnnprov.model.DataflowBounds;
import org.cnnprov.store.Commit;
import org.cnnprov.store.CommitListener;
import org.cnnprov.store.ParquetAnswer;
import org.cnnprov.store.Query;
import org.cnnprov.store.QueryException;
import org.cnnprov.store.Receipt;
import org.cnnprov.store.Refusals;
import org.cnnprov.store.RowSink;
import org.cnnprov.store.Snapshot;
import org.cnnprov.store.Store;
import org.cnnprov.store.StoreCopy;
import org.cnnprov.store.StoreException;
import org.cnnprov.store.StoreTrouble;
import org.cnnprov.store.sql.Ledger;
import org.cnnprov.store.sql.NewRefusal;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DuckDB in the process.
 *
 * <p>One connection writes, on the writer thread; readers have connections of their own, each query
 * on the snapshot at which it began.
 */
public final class DuckDbStore implements Store {

  private static final Logger LOG = LoggerFactory.getLogger(DuckDbStore.class);

  /** The name of the file is the name of the catalogue in SQL; no schema may have it. */
  static final String FILE = "cnnprov.duckdb";

  /** Of a commit that finds no memory. */
  private static final int ATTEMPTS = 5;

  /** Readers and writers are duplicates of it; it runs nothing itself. */
  private final DuckDBConnection origin;

  private final Path file;
  private final Readers readers;
  private final Answers answers;
  private final RefusalFile refusals;
  private final DataflowBounds dataflows;
  private final CommitListener listener;
  private final LogFolding folding;

  private final WritingConnection writer;

  /**
   * Null until the writer needs it: readers, and the messages that wait, need not wait for it to
   * start. Null again after a failed commit. Touched by the writer thread alone.
   */
  private @Nullable Ledger ledger;

  /** Whether the last write failed, so that the next call has to show that writes succeed. */
  private boolean inDoubt;

  private DuckDbStore(
      DuckDBConnection origin,
      WritingConnection writer,
      Path file,
      LogFolding folding,
      RefusalFile refusals,
      DataflowBounds dataflows,
      CommitListener listener) {
    this.origin = origin;
    this.writer = writer;
    this.file = file;
    this.folding = folding;
    this.refusals = refusals;
    this.dataflows = dataflows;
    this.listener = listener;
    this.readers = new Readers(origin);
    this.answers = new Answers(readers, file);
  }

  /**
   * Begins to load the engine's library, on a thread of its own: it is unpacked at each start,
   * which takes as long as all that a program does before it opens a store.
   */
  public static void loadAhead() {
    Thread loading = new Thread(EngineLibrary::load, "engine-loader");
    loading.setDaemon(true);
    loading.start();
  }

  /**
   * Opens the store in the directory, and creates it where there is none.
   *
   * @throws StoreException when the file is damaged, held by another process, or of a newer release
   */
  public static DuckDbStore open(Path directory) throws StoreException {
    return open(directory, RefusalBounds.USUAL, DataflowBounds.USUAL, commit -> {});
  }

  /**
   * Opens it with other bounds.
   *
   * @param refused how much of refused requests is kept
   * @param dataflows how large they may become
   * @param listener is told of each commit
   */
  public static DuckDbStore open(
      Path directory, RefusalBounds refused, DataflowBounds dataflows, CommitListener listener)
      throws StoreException {
    Path file = directory.resolve(FILE);
    long begun = System.nanoTime();
    DuckDBConnection origin = StoreLayout.open(file, EngineMemory.limit());
    try {
      WritingConnection writer = WritingConnection.beside(origin);
      LogFolding folding = new LogFolding(file, System.nanoTime() - begun);
      RefusalFile refusals = RefusalFile.open(directory, refused);
      return new DuckDbStore(origin, writer, file, folding, refusals, dataflows, listener);
    } catch (SQLException | IOException | RuntimeException e) {
      close(origin);
      throw EngineErrors.unopened("the store in %s cannot be read".formatted(directory), e);
    } catch (StoreException e) {
      close(origin);
      throw e;
    }
  }

  /** Where queries have taken all memory, they end, and the group is tried again. */
  @Override
  public List<Receipt> append(List<Batch> batches) throws StoreException {
    for (int attempt = 1; true; attempt++) {
      try {
        return appendOnce(batches);
      } catch (StoreException failure) {
        if (attempt == ATTEMPTS
            || failure.isBroken()
            || !EngineErrors.isOutOfMemory(failure.getCause())) {
          throw failure;
        }
      }
    }
  }

  private List<Receipt> appendOnce(List<Batch> batches) throws StoreException {
    try {
      Ledger current = begin();
      List<Receipt> receipts = current.apply(batches);
      // First what was refused: a crash between the two repeats a refusal, which its number shows.
      List<NewRefusal> refused = current.takeRefusals();
      refusals.keep(refused);
      commit(current);
      inDoubt = false;
      tell(current.takeCommit(refused.size()));
      return receipts;
    } catch (SQLException | RuntimeException e) {
      throw abandon(e);
    }
  }

  @Override
  public void settle(Instant now) throws StoreException {
    try {
      Ledger current = begin();
      current.settle(now);
      commit(current);
      tell(current.takeCommit(0));
      if (inDoubt) {
        writeSomething();
        refusals.writeSomething();
        inDoubt = false;
      }
      refusals.pruneWhenDue();
      folding.foldWhenDue(writer.usable());
    } catch (SQLException | RuntimeException e) {
      throw abandon(e);
    }
  }

  @Override
  public void query(Query query, RowSink sink) throws QueryException, StoreException {
    readers.query(query, sink);
  }

  @Override
  public void read(Snapshot.Reading reading) throws QueryException, StoreException, IOException {
    readers.read(reading);
  }

  @Override
  public ParquetAnswer parquet(Query query, long bytes) throws QueryException, StoreException {
    return answers.write(query, bytes);
  }

  @Override
  public synchronized StoreCopy copy() throws StoreException {
    try {
      CopiedFiles copy = new CopiedFiles(file);
      try {
        copy.add(origin, FILE);
        refusals.addTo(copy);
        return copy;
      } catch (SQLException | RuntimeException e) {
        copy.close();
        throw e;
      }
    } catch (SQLException | IOException e) {
      throw EngineErrors.failure("the store could not be copied", e, false);
    }
  }

  @Override
  public Refusals refusals() {
    return refusals;
  }

  @Override
  public void close() {
    readers.close();
    refusals.close();
    writer.close();
    close(origin);
  }

  /** Begins a transaction, and reads what it builds on where that is not known. */
  private Ledger begin() throws SQLException {
    DuckDBConnection connection = writer.usable();
    Ledger current = ledger;
    if (current == null) {
      current = readLedger(connection);
      ledger = current;
    }
    writer.begin();
    return current;
  }

  /** What goes wrong here lies in the file, and says nothing about what is to be stored. */
  private Ledger readLedger(DuckDBConnection connection) throws SQLException {
    try {
      return Ledger.read(connection, new DuckDbRowWriter(connection), dataflows);
    } catch (SQLException | RuntimeException e) {
      if (EngineErrors.trouble(e) == StoreTrouble.UNSTORABLE) {
        throw new SQLException("the catalogue is damaged: " + DuckDbFile.firstLine(e), e);
      }
      throw e;
    }
  }

  private void commit(Ledger current) throws SQLException {
    long begun = System.nanoTime();
    if (current.write()) {
      writer.commit();
      folding.committed(System.nanoTime() - begun);
    } else {
      writer.rollback();
    }
  }

  private void tell(Commit commit) {
    if (!commit.isEmpty()) {
      listener.committed(commit);
    }
  }

  /** A commit that changes nothing, and yet goes through the log to the disk. */
  private void writeSomething() throws SQLException {
    try (Statement statement = writer.usable().createStatement()) {
      statement.execute("UPDATE public.store_layout SET version = version");
      writer.commit();
    }
  }

  /** Nothing of the group is stored, and what the ledger knows is ahead of the store. */
  private StoreException abandon(Exception cause) {
    ledger = null;
    inDoubt = true;
    if (EngineErrors.isOutOfMemory(cause)) {
      // Undoing what the transaction did takes memory too; the engine has crashed for want of it.
      readers.makeRoom();
    }
    boolean isBroken = writer.abandon(cause);
    LOG.debug("a commit failed and was rolled back", cause);
    return EngineErrors.failure("nothing could be stored", cause, isBroken);
  }

  private static void close(DuckDBConnection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("the store did not close cleanly: {}", DuckDbFile.firstLine(e));
    }
  }
}
