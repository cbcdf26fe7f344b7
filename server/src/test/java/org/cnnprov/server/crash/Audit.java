package org.cnnprov.server.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cnnprov.server.crash.Client.Place;

/** Holds what is in the store against the books of the clients, while none of them writes. */
final class Audit {

  private static final Pattern REFUSED =
      Pattern.compile("\"producer\":\"([^\"]+)\",\"number\":(\\d+)");
  private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

  private final Doors doors;

  Audit(Doors doors) {
    this.doors = doors;
  }

  /**
   * What was acknowledged is there once, what was not answered is there once or not at all, and
   * there is nothing else.
   *
   * @return how many lines were compared
   */
  int check(List<Client> clients) throws IOException, InterruptedException {
    Set<String> sets = existing();
    int lines = 0;
    for (Client client : clients) {
      List<String> found = new ArrayList<>();
      for (Place place : client.places()) {
        if (sets.contains(place.dataflow() + " " + place.set())) {
          found.addAll(doors.select(place.select()));
        }
      }
      List<String> differences = client.books.differences(found);
      assertEquals(List.of(), differences, client.places().get(0).dataflow());
      lines += found.size();
    }
    return lines;
  }

  /** Each event that did not hold is kept among the refused once. */
  void checkRefused(List<Client> clients) throws IOException, InterruptedException {
    List<String> expected = new ArrayList<>();
    for (Client client : clients) {
      client
          .refused()
          .ifPresent(
              refused ->
                  refused.numbers().forEach(n -> expected.add(refused.producer() + " " + n)));
    }
    assertEquals(expected.stream().sorted().toList(), refused().stream().sorted().toList());
  }

  /** The sets of all dataflows, and a statement that no dataflow stands half in the store. */
  private Set<String> existing() throws IOException, InterruptedException {
    List<String> halves =
        doors.select(
            "SELECT tag FROM public.dataflow WHERE id NOT IN (SELECT df_id FROM public.data_set)");
    assertEquals(List.of(), halves, "dataflows without their sets");
    return new HashSet<>(
        doors.select(
            "SELECT concat_ws(' ', d.tag, s.tag) FROM public.dataflow d"
                + " JOIN public.data_set s ON s.df_id = d.id"));
  }

  private List<String> refused() throws IOException, InterruptedException {
    List<String> refused = new ArrayList<>();
    String path = "/api/v1/rejected?limit=1000";
    String page = doors.get(path);
    addRefused(page, refused);
    for (Matcher next = NEXT.matcher(page); next.find(); next = NEXT.matcher(page)) {
      page = doors.get(path + "&cursor=" + next.group(1));
      addRefused(page, refused);
    }
    return refused;
  }

  private static void addRefused(String page, List<String> refused) {
    Matcher matcher = REFUSED.matcher(page);
    while (matcher.find()) {
      refused.add(matcher.group(1) + " " + matcher.group(2));
    }
  }
}
