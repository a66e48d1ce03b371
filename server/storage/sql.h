#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include "base/id.h"
#include "base/time.h"

namespace madoguchi::storage {

/// A named statement, a constant beside the store function that uses it. Parameters are written
/// `:name`, each exactly once, and are bound in the order of the text. Prepared once per
/// connection, found again by name.
struct Sql {
  std::string_view
      name;  ///< unique in the program: "chats.insert_message"; appears in metrics and logs
  std::string_view text;                ///< serves SQLite and PostgreSQL alike
  std::string_view postgres_text = {};  ///< only where one text cannot serve both
};

/// What goes into a statement: NULL, an integer (also for times, ids and booleans) or text (valid
/// UTF-8 without U+0000).
using Value = std::variant<std::monostate, std::int64_t, std::string>;

[[nodiscard]] inline Value to_value(std::int64_t value) { return value; }
[[nodiscard]] inline Value to_value(int value) { return std::int64_t{value}; }
[[nodiscard]] inline Value to_value(bool value) { return std::int64_t{value ? 1 : 0}; }
[[nodiscard]] inline Value to_value(std::string value) { return value; }
[[nodiscard]] inline Value to_value(std::string_view value) { return std::string(value); }
[[nodiscard]] inline Value to_value(const char* value) { return std::string(value); }
[[nodiscard]] inline Value to_value(base::Time time) { return base::to_unix_ms(time); }
template <class Tag>
[[nodiscard]] Value to_value(base::Id<Tag> id) {
  return id.value();
}
template <class T>
[[nodiscard]] Value to_value(const std::optional<T>& value) {
  return value ? to_value(*value) : Value{};
}

enum class ColumnType { kInteger, kText };

/// How one C++ type is read from a column: `type`, and `read` from a value that is not NULL. NULL
/// into anything but std::optional is a kStorage error.
template <class T>
struct Column;

template <>
struct Column<std::int64_t> {
  static constexpr ColumnType type = ColumnType::kInteger;
  static std::int64_t read(Value& value) { return std::get<std::int64_t>(value); }
};
template <>
struct Column<int> {
  static constexpr ColumnType type = ColumnType::kInteger;
  static int read(Value& value) { return static_cast<int>(std::get<std::int64_t>(value)); }
};
template <>
struct Column<bool> {
  static constexpr ColumnType type = ColumnType::kInteger;
  static bool read(Value& value) { return std::get<std::int64_t>(value) != 0; }
};
template <>
struct Column<std::string> {
  static constexpr ColumnType type = ColumnType::kText;
  static std::string read(Value& value) { return std::move(std::get<std::string>(value)); }
};
template <>
struct Column<base::Time> {
  static constexpr ColumnType type = ColumnType::kInteger;
  static base::Time read(Value& value) { return base::from_unix_ms(std::get<std::int64_t>(value)); }
};
template <class Tag>
struct Column<base::Id<Tag>> {
  static constexpr ColumnType type = ColumnType::kInteger;
  static base::Id<Tag> read(Value& value) { return base::Id<Tag>(std::get<std::int64_t>(value)); }
};
template <class T>
struct Column<std::optional<T>> {
  static constexpr ColumnType type = Column<T>::type;
  static constexpr bool nullable = true;
  static std::optional<T> read(Value& value) {
    if (std::holds_alternative<std::monostate>(value)) return {};
    return Column<T>::read(value);
  }
};

}  // namespace madoguchi::storage
