package dev.crossover.sources.mysql.preflight;

import dev.crossover.engine.preflight.Check;
import dev.crossover.engine.preflight.Finding;
import dev.crossover.sources.mysql.fence.MysqlFence;
import dev.crossover.sources.mysql.sql.MysqlDatabase;
import dev.crossover.sources.mysql.sql.MysqlQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The application's users exist and can be fenced.
 *
 * @param fence the fence that will be raised; asked for when the check looks
 * @param users the application's users, by the settings
 */
public record ApplicationAccounts(
    MysqlDatabase source, Supplier<MysqlFence> fence, List<String> users) implements Check {
  @Override
  public String name() {
    return "application-accounts";
  }

  @Override
  public List<Finding> look() {
    if (users.isEmpty()) {
      return List.of(
          Finding.fail(
              this,
              "no user is named, so the fence would close nothing",
              "list the users that write in source.application_roles"));
    }
    List<String> found =
        new MysqlQuery(source, "the application's users")
            .list(
                "SELECT DISTINCT user FROM mysql.user WHERE user IN (%s)"
                    .formatted(MysqlQuery.parameters(users)),
                row -> row.getString(1),
                users);
    String own =
        new MysqlQuery(source, "who Crossover is")
            .list("SELECT substring_index(current_user(), '@', 1)", row -> row.getString(1))
            .get(0);
    List<Finding> findings = new ArrayList<>();
    for (String user : users) {
      if (!found.contains(user)) {
        findings.add(
            Finding.fail(this, "there is no user " + user, "correct source.application_roles"));
      } else if (user.equals(own)) {
        findings.add(
            Finding.fail(
                this,
                user + " is Crossover's own user, which a fence would lock out",
                "give the application and Crossover users of their own"));
      }
    }
    findings.addAll(fenced(fence.get()));
    return findings.isEmpty()
        ? List.of(Finding.pass(this, String.join(", ", users) + " can be fenced"))
        : findings;
  }

  private List<Finding> fenced(MysqlFence planned) {
    List<Finding> findings = new ArrayList<>();
    planned
        .raised()
        .ifPresent(
            raised ->
                findings.add(
                    Finding.fail(
                        this,
                        "the source is fenced, by a cutover of epoch " + raised.epoch(),
                        "if no cutover runs, `crossover cleanup --abandon` or `crossover run`"
                            + " opens it")));
    for (String left : planned.unstopped()) {
      findings.add(
          Finding.fail(
              this,
              left + ", and the fence would not stop that",
              "name the account in source.application_roles, take the right from it, or disable the"
                  + " event; or let Crossover's user set read_only and event_scheduler"));
    }
    for (String opened : planned.openedByARestart()) {
      findings.add(
          Finding.warning(
              this,
              opened + ", which the fence stops until the server is started again",
              "name the account in source.application_roles, since its lock outlasts a restart, or"
                  + " disable the event; else see that nobody restarts the server in a cutover"));
    }
    return findings;
  }
}
