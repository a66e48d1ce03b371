#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/json/object.hpp>

#include "base/id.h"
#include "base/result.h"
#include "base/text.h"
#include "base/time.h"

namespace madoguchi::base {

/// What a text field accepts. Lengths are code points, counted after trimming.
struct TextLimits {
  std::size_t min = 0;
  std::size_t max = 100;
  bool trim = true;
  bool one_line = false;  ///< refuses line breaks and other control characters
};

/// One name of an enumeration as the API writes it.
template <class E>
struct EnumName {
  std::string_view name;
  E value;
};

/// The name of `value`; empty when the table does not have it.
template <class E>
[[nodiscard]] std::string_view enum_name(E value,
                                         std::type_identity_t<std::span<const EnumName<E>>> table) {
  for (const auto& row : table) {
    if (row.value == value) return row.name;
  }
  return {};
}

template <class E>
[[nodiscard]] std::optional<E> enum_value(std::string_view name,
                                          std::span<const EnumName<E>> table) {
  for (const auto& row : table) {
    if (row.name == name) return row.value;
  }
  return {};
}

/// Reads the JSON object of a request. Every field is asked for by name and limits; a wrong one
/// gives a default value and is remembered, so that a handler reads straight on and asks `finish()`
/// once. Fields that nobody asked for are refused there (additionalProperties: false).
///
///     MDG_CO_ASSIGN(JsonReader body, JsonReader::parse(request.body));
///     const std::string name = body.string("name", {.min = 1, .max = 100});
///     MDG_CO_TRY(body.finish());
///
/// Copies share one state. One thread at a time.
class JsonReader {
 public:
  /// kInvalidInput when the text is not one JSON object (RFC 8259), nests deeper than 16, or names
  /// a key twice in one object.
  [[nodiscard]] static Result<JsonReader> parse(std::string_view body);

  [[nodiscard]] std::string string(std::string_view key, TextLimits limits);
  [[nodiscard]] std::optional<std::string> optional_string(std::string_view key, TextLimits limits);
  /// Absent or null is nothing; see has().
  [[nodiscard]] std::optional<std::string> nullable_string(std::string_view key, TextLimits limits);

  [[nodiscard]] std::int64_t integer(std::string_view key, std::int64_t min, std::int64_t max);
  [[nodiscard]] std::optional<std::int64_t> optional_integer(std::string_view key, std::int64_t min,
                                                             std::int64_t max);

  [[nodiscard]] bool boolean(std::string_view key);
  [[nodiscard]] std::optional<bool> optional_boolean(std::string_view key);

  template <class IdType>
  [[nodiscard]] IdType id(std::string_view key) {
    return IdType(id_value(key));
  }
  /// Absent or null is nothing.
  template <class IdType>
  [[nodiscard]] std::optional<IdType> nullable_id(std::string_view key) {
    const std::int64_t value = nullable_id_value(key);
    return value == 0 ? std::optional<IdType>{} : std::optional<IdType>(IdType(value));
  }
  /// Absent is empty.
  template <class IdType>
  [[nodiscard]] std::vector<IdType> id_array(std::string_view key, std::size_t max_items) {
    std::vector<IdType> ids;
    for (const std::int64_t value : id_values(key, max_items)) ids.emplace_back(value);
    return ids;
  }

  /// Milliseconds since 1970, or null. The key must be there.
  [[nodiscard]] std::optional<Time> nullable_time(std::string_view key);

  /// The value whose name stands in `table`; the table's first one when the field is wrong.
  template <class E>
  [[nodiscard]] E enumeration(std::string_view key, std::span<const EnumName<E>> table) {
    return optional_named(key, table, true).value_or(table.front().value);
  }
  template <class E>
  [[nodiscard]] std::optional<E> optional_enumeration(std::string_view key,
                                                      std::span<const EnumName<E>> table) {
    return optional_named(key, table, false);
  }

  [[nodiscard]] Language language(std::string_view key);
  [[nodiscard]] std::optional<Language> optional_language(std::string_view key);
  /// An object with exactly ja, en and ko, each within `limits`.
  [[nodiscard]] Text3 text3(std::string_view key, TextLimits limits);

  [[nodiscard]] std::vector<std::string> string_array(std::string_view key, std::size_t max_items,
                                                      TextLimits each);
  /// A reader for each object of the array; their errors and unknown fields count for this one's
  /// finish().
  [[nodiscard]] std::vector<JsonReader> object_array(std::string_view key, std::size_t max_items);
  [[nodiscard]] std::optional<std::vector<JsonReader>> optional_object_array(std::string_view key,
                                                                             std::size_t max_items);
  [[nodiscard]] std::optional<JsonReader> optional_object(std::string_view key);

  /// Whether the key is there at all, null included. Does not count as asked for.
  [[nodiscard]] bool has(std::string_view key) const;

  /// Remembers an error of the caller's own rule about a field ("must be at least 4.5 to 1 against
  /// white").
  void refuse(std::string_view key, std::string expected);
  /// The path of a field as errors name it: "services[1].role".
  [[nodiscard]] std::string path_of(std::string_view key) const;

  /// The first error of this reader and all readers made from the same body, as kInvalidInput with
  /// path and expectation.
  [[nodiscard]] Status finish();

 private:
  struct Node;
  struct State;

  JsonReader(std::shared_ptr<State> state, Node* node);

  const boost::json::value* find(std::string_view key, bool is_required, std::string_view expected);
  std::optional<std::string> read_text(std::string_view key, TextLimits limits, bool is_required);
  std::optional<std::int64_t> read_integer(std::string_view key, std::int64_t min, std::int64_t max,
                                           bool is_required);
  std::optional<bool> read_boolean(std::string_view key, bool is_required);
  std::optional<std::vector<JsonReader>> read_objects(std::string_view key, std::size_t max_items,
                                                      bool is_required);
  std::optional<std::string> read_name(std::string_view key, bool is_required,
                                       std::span<const std::string_view> names);
  const boost::json::array* find_array(std::string_view key, std::size_t max_items,
                                       bool is_required);
  std::int64_t id_value(std::string_view key);
  std::int64_t nullable_id_value(std::string_view key);
  std::vector<std::int64_t> id_values(std::string_view key, std::size_t max_items);
  JsonReader child(const boost::json::object& object, std::string path);

  template <class E>
  std::optional<E> optional_named(std::string_view key, std::span<const EnumName<E>> table,
                                  bool is_required) {
    std::vector<std::string_view> names;
    for (const auto& row : table) names.push_back(row.name);
    const auto name = read_name(key, is_required, names);
    return name ? enum_value<E>(*name, table) : std::optional<E>{};
  }

  std::shared_ptr<State> state_;
  Node* node_;  ///< of state_, whose address stays
};

/// The parameters of a path or a query, in the same style. `raw` is decoded.
template <class IdType>
[[nodiscard]] Result<IdType> read_path_id(std::string_view raw) {
  // An id that cannot be is an id that nothing has.
  const auto value = id_from_string(raw);
  if (!value) return fail(ErrorCode::kNotFound);
  return IdType(*value);
}
/// "limit": a whole number from 1 to `max`, `standard` when absent.
[[nodiscard]] Result<int> read_limit(const std::optional<std::string>& raw, int standard, int max);
[[nodiscard]] Result<std::optional<std::int64_t>> read_optional_id(
    const std::optional<std::string>& raw, std::string_view key);
/// "before": the id of the last row of the page before, nothing when absent.
template <class IdType>
[[nodiscard]] Result<std::optional<IdType>> read_before(const std::optional<std::string>& raw) {
  MDG_ASSIGN(const std::optional<std::int64_t> value, read_optional_id(raw, "before"));
  return value ? std::optional<IdType>(IdType(*value)) : std::optional<IdType>{};
}

}  // namespace madoguchi::base
