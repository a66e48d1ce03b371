#pragma once

#include <optional>
#include <string>

#include <boost/json/value.hpp>

#include "base/id.h"
#include "base/time.h"

namespace madoguchi::base {

/// How our types stand in JSON: ids as strings of digits, times as integer milliseconds, nothing as
/// null.
template <class Tag>
[[nodiscard]] boost::json::value json_id(Id<Tag> id) {
  return boost::json::value(boost::json::string(to_string(id)));
}
[[nodiscard]] inline boost::json::value json_time(Time time) { return to_unix_ms(time); }

[[nodiscard]] inline boost::json::value to_json(const std::string& value) {
  return boost::json::value(boost::json::string(value));
}
[[nodiscard]] inline boost::json::value to_json(std::int64_t value) { return value; }
[[nodiscard]] inline boost::json::value to_json(Time value) { return json_time(value); }
template <class Tag>
[[nodiscard]] boost::json::value to_json(Id<Tag> value) {
  return json_id(value);
}
template <class T>
[[nodiscard]] boost::json::value json_or_null(const std::optional<T>& value) {
  return value ? to_json(*value) : boost::json::value(nullptr);
}

}  // namespace madoguchi::base
