package org.cnnprov.prov.model;

import static org.cnnprov.prov.model.Argument.optional;
import static org.cnnprov.prov.model.Argument.required;
import static org.cnnprov.prov.model.Argument.subject;
import static org.cnnprov.prov.model.Argument.time;

import java.util.List;

/**
 * The relations of PROV-DM with their formal arguments, in the order of PROV-N. All formats are
 * written and read from this table.
 *
 * @see <a href="https://www.w3.org/TR/prov-dm/#prov-relations">PROV-DM, section 5</a>
 */
public enum RelationKind {
  GENERATION(
      "wasGeneratedBy", "Generation", subject("entity"), optional("activity", "activity"), time()),
  USAGE("used", "Usage", subject("activity"), optional("entity", "entity"), time()),
  COMMUNICATION(
      "wasInformedBy", "Communication", subject("informed"), required("informant", "activity")),
  START(
      "wasStartedBy",
      "Start",
      subject("activity"),
      optional("trigger", "entity"),
      optional("starter", "hadActivity"),
      time()),
  END(
      "wasEndedBy",
      "End",
      subject("activity"),
      optional("trigger", "entity"),
      optional("ender", "hadActivity"),
      time()),
  INVALIDATION(
      "wasInvalidatedBy",
      "Invalidation",
      subject("entity"),
      optional("activity", "activity"),
      time()),
  DERIVATION(
      "wasDerivedFrom",
      "Derivation",
      subject("generatedEntity"),
      required("usedEntity", "entity"),
      optional("activity", "hadActivity"),
      optional("generation", "hadGeneration"),
      optional("usage", "hadUsage")),
  ATTRIBUTION("wasAttributedTo", "Attribution", subject("entity"), required("agent", "agent")),
  ASSOCIATION(
      "wasAssociatedWith",
      "Association",
      subject("activity"),
      optional("agent", "agent"),
      optional("plan", "hadPlan")),
  DELEGATION(
      "actedOnBehalfOf",
      "Delegation",
      subject("delegate"),
      required("responsible", "agent"),
      optional("activity", "hadActivity")),
  INFLUENCE(
      "wasInfluencedBy", "Influence", subject("influencee"), required("influencer", "influencer")),
  ALTERNATE("alternateOf", "", subject("alternate1"), required("alternate2", "")),
  SPECIALIZATION("specializationOf", "", subject("specificEntity"), required("generalEntity", "")),
  MEMBERSHIP("hadMember", "", subject("collection"), required("entity", ""));

  private final String keyword;
  private final String type;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Argument> arguments;

  private final int required;

  RelationKind(String keyword, String type, Argument... arguments) {
    this.keyword = keyword;
    this.type = type;
    this.arguments = List.of(arguments);
    this.required = (int) this.arguments.stream().filter(Argument::required).count();
  }

  /** Its name in PROV-N, PROV-JSON and PROV-XML, and its unqualified property in PROV-O. */
  public String keyword() {
    return keyword;
  }

  /** The local name of its class in PROV-O; "" for those that have none. */
  public String type() {
    return type;
  }

  /** Its type in PROV-JSONLD. */
  public String jsonLdType() {
    return switch (this) {
      case ALTERNATE -> "Alternate";
      case SPECIALIZATION -> "Specialization";
      case MEMBERSHIP -> "Membership";
      default -> type;
    };
  }

  /** Its arguments; the first one is the subject. */
  public List<Argument> arguments() {
    return arguments;
  }

  /** How many of them must be there; they come first. */
  public int requiredCount() {
    return required;
  }

  /** Whether it may have an identifier and attributes of its own. */
  public boolean isQualified() {
    return !type.isEmpty();
  }
}
