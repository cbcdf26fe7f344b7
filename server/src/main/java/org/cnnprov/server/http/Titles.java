package org.cnnprov.server.http;

import org.cnnprov.model.ErrorCode;

/** The short, unchanging text for people that goes with each code. */
final class Titles {

  private Titles() {}

  static String of(ErrorCode code) {
    return switch (code) {
      case MALFORMED_JSON -> "Malformed JSON";
      case MALFORMED_TEXT -> "Malformed text";
      case INVALID_HEADER -> "Invalid header of a batch";
      case INVALID_ENCODING -> "Invalid encoding";
      case MISSING_FIELD -> "Missing field";
      case WRONG_TYPE -> "Wrong type";
      case UNKNOWN_EVENT_TYPE -> "Unknown type of event";
      case UNKNOWN_VALUE -> "Unknown value";
      case INVALID_NAME -> "Invalid name";
      case INVALID_TIME -> "Invalid time";
      case UNKNOWN_DATAFLOW -> "Unknown dataflow";
      case UNKNOWN_TRANSFORMATION -> "Unknown transformation";
      case UNKNOWN_SET -> "Unknown data set";
      case UNKNOWN_EXECUTION -> "Unknown execution";
      case UNKNOWN_DEPENDENCY -> "Unknown dependency";
      case UNKNOWN_ATTRIBUTE -> "Unknown attribute";
      case NO_PATH -> "No path between data sets";
      case WRONG_VALUE_COUNT -> "Wrong number of values";
      case NOT_A_NUMBER -> "Value that is not a number";
      case DUPLICATE_ATTRIBUTE -> "Attribute named twice";
      case TYPE_CONFLICT -> "Attribute with two types";
      case UNSTORABLE -> "Not storable";
      case INVALID_QUERY -> "Invalid query";
      case INVALID_PARAMETER -> "Invalid parameter";
      case NOT_A_READING_STATEMENT -> "Not a reading statement";
      case FORBIDDEN_FUNCTION -> "Forbidden function";
      case QUERY_TIME_LIMIT -> "Time limit of a query";
      case QUERY_ABANDONED -> "Client that hung up";
      case UNAUTHORIZED -> "Token needed";
      case FORBIDDEN -> "Role too low";
      case NOT_FOUND -> "Not found";
      case METHOD_NOT_ALLOWED -> "Method not allowed";
      case NOT_ACCEPTABLE -> "Not acceptable";
      case TOO_SLOW -> "Too slow";
      case SEQUENCE_GAP -> "Gap in a producer's numbers";
      case STILL_RUNNING -> "Still running";
      case ALREADY_EXISTS -> "Exists already";
      case EXECUTION_REMOVED -> "Execution that was removed";
      case TOO_LARGE -> "Too large";
      case UNSUPPORTED_MEDIA_TYPE -> "Unsupported media type";
      case OVERLOADED -> "Overloaded";
      case TOO_MANY_TRIES -> "Too many unknown tokens";
      case INTERNAL -> "Internal error";
      case UNAVAILABLE -> "Unavailable";
    };
  }
}
