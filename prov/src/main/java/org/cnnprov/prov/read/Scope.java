package org.cnnprov.prov.read;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cnnprov.prov.model.Namespaces;
import org.cnnprov.prov.model.QualifiedName;
import org.cnnprov.prov.model.Value;
import org.jspecify.annotations.Nullable;

/** What names mean in a document, or in a bundle, which knows those of its document. */
final class Scope {

  /** XML Schema's name for itself, which many documents give for that of its types. */
  private static final String XSD_WITHOUT_HASH =
      Namespaces.XSD.substring(0, Namespaces.XSD.length() - 1);

  private static final String INTERNATIONALIZED = Namespaces.PROV + "InternationalizedString";
  private static final String QUALIFIED_NAME = Namespaces.PROV + "QUALIFIED_NAME";
  private static final String QNAME = Namespaces.XSD + "QName";

  private final Map<String, String> declared = new LinkedHashMap<>();
  private final Namespaces outer;

  Scope(Namespaces outer) {
    this.outer = outer;
  }

  /** Those that are declared here. */
  Namespaces namespaces() {
    return new Namespaces(declared);
  }

  void declare(String prefix, String iri) {
    if (!prefix.isEmpty() && !isPrefix(prefix)) {
      throw new Mistake(
          ReadException.Kind.NAME,
          "expected a prefix of letters, digits, '_', '-' and '.', which begins with a letter, came '%s'"
              .formatted(prefix));
    }
    int wrong = notInIri(iri);
    if (iri.isEmpty() || wrong >= 0) {
      throw new Mistake(
          ReadException.Kind.NAME, "expected the IRI of a namespace, came '%s'".formatted(iri));
    }
    String meant = iri.equals(XSD_WITHOUT_HASH) ? Namespaces.XSD : iri;
    String reserved = prefix.isEmpty() ? null : Namespaces.NONE.iri(prefix);
    if (reserved != null && !reserved.equals(meant)) {
      throw new Mistake(
          ReadException.Kind.NAME,
          "expected <%s> for the prefix %s, came <%s>".formatted(reserved, prefix, iri));
    }
    String before = declared.putIfAbsent(prefix, meant);
    if (before != null && !before.equals(meant)) {
      throw new Mistake(
          ReadException.Kind.NAME,
          "expected one namespace for the prefix '%s', came <%s> and <%s>"
              .formatted(prefix, before, iri));
    }
  }

  /** A name as it is written in JSON and in literals, without escapes. */
  QualifiedName name(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? name("", text) : name(text.substring(0, colon), text.substring(colon + 1));
  }

  QualifiedName name(String prefix, String local) {
    if (iri(prefix) == null) {
      throw new Mistake(
          ReadException.Kind.NAME,
          prefix.isEmpty()
              ? "expected a prefix before '%s', or a default namespace that is declared"
                  .formatted(local)
              : "expected a prefix that is declared, came '%s' of '%s:%s'"
                  .formatted(prefix, prefix, local));
    }
    int wrong = notInIri(local);
    if (wrong >= 0 || (local.isEmpty() && prefix.isEmpty())) {
      throw new Mistake(
          ReadException.Kind.NAME,
          wrong < 0
              ? "expected a name, came an empty one"
              : "expected a name that an IRI may end in, came '%s' with %s"
                  .formatted(local, Integer.toHexString(local.charAt(wrong))));
    }
    return new QualifiedName(prefix, local);
  }

  String iri(QualifiedName name) {
    return iri(name.prefix()) + name.local();
  }

  /** A value by its text, with a type or a language. */
  Value literal(String text, @Nullable QualifiedName type, @Nullable String language) {
    String iri = type == null ? Namespaces.XSD + "string" : iri(type);
    if (language != null) {
      checkLanguage(language);
      if (type != null && !iri.equals(INTERNATIONALIZED) && !isString(iri)) {
        throw new Mistake(
            ReadException.Kind.SYNTAX,
            "expected no other type than prov:InternationalizedString beside a language, came "
                + type);
      }
      return new Value.Literal(text, Value.STRING, language);
    }
    if (type == null || isString(iri)) {
      return Value.text(text);
    }
    return iri.equals(QUALIFIED_NAME) || iri.equals(QNAME)
        ? Value.reference(name(text))
        : new Value.Literal(text, type, null);
  }

  private @Nullable String iri(String prefix) {
    String here = declared.get(prefix);
    if (here != null) {
      return here;
    }
    return outer.iri(prefix);
  }

  private static boolean isString(String iri) {
    return iri.equals(Namespaces.XSD + "string");
  }

  private static void checkLanguage(String language) {
    if (!language.matches("[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")) {
      throw new Mistake(
          ReadException.Kind.SYNTAX,
          "expected the tag of a language such as en or de-CH, came '%s'".formatted(language));
    }
  }

  private static boolean isPrefix(String prefix) {
    if (!Character.isLetter(prefix.codePointAt(0)) || prefix.endsWith(".")) {
      return false;
    }
    return prefix
        .codePoints()
        .allMatch(each -> Character.isLetterOrDigit(each) || "_-.".indexOf(each) >= 0);
  }

  /** The place of the first character that no IRI has (RFC 3987); -1 where there is none. */
  private static int notInIri(String text) {
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean percent = each == '%' && !(isHexadecimal(text, i + 1) && isHexadecimal(text, i + 2));
      if (each <= ' ' || each == '\u007F' || "<>\"{}|\\^`".indexOf(each) >= 0 || percent) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isHexadecimal(String text, int at) {
    return at < text.length() && Character.digit(text.charAt(at), 16) >= 0;
  }
}
