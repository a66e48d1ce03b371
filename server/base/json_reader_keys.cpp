#include "base/json_reader_keys.h"

#include <set>
#include <string>
#include <vector>

#include <boost/json/basic_parser_impl.hpp>
#include <fmt/format.h>

namespace madoguchi::base {
namespace {

namespace json = boost::json;

/// Listens to the parser: one set of keys for each object that is open.
class KeyListener {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  bool on_object_begin(json::error_code&) {
    open_.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, json::error_code&) {
    open_.pop_back();
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
    key_.append(part.data(), part.size());
    return true;
  }
  bool on_key(json::string_view part, std::size_t, json::error_code& error) {
    key_.append(part.data(), part.size());
    const bool is_first = open_.back().insert(std::move(key_)).second;
    key_.clear();
    if (!is_first) error = json::make_error_code(json::error::extra_data);
    is_twice_ = !is_first;
    return is_first;
  }

  bool on_document_begin(json::error_code&) { return true; }
  bool on_document_end(json::error_code&) { return true; }
  bool on_array_begin(json::error_code&) { return true; }
  bool on_array_end(std::size_t, json::error_code&) { return true; }
  bool on_string_part(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_string(json::string_view, std::size_t, json::error_code&) { return true; }
  bool on_number_part(json::string_view, json::error_code&) { return true; }
  bool on_int64(std::int64_t, json::string_view, json::error_code&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, json::error_code&) { return true; }
  bool on_double(double, json::string_view, json::error_code&) { return true; }
  bool on_bool(bool, json::error_code&) { return true; }
  bool on_null(json::error_code&) { return true; }
  bool on_comment_part(json::string_view, json::error_code&) { return true; }
  bool on_comment(json::string_view, json::error_code&) { return true; }

  [[nodiscard]] bool is_twice() const { return is_twice_; }

 private:
  std::vector<std::set<std::string>> open_;
  std::string key_;
  bool is_twice_ = false;
};

Error not_json(std::string detail) {
  Error error = invalid_input({}, "a JSON object (RFC 8259), each key once, at most 16 deep");
  error.detail = std::move(detail);
  return error;
}

}  // namespace

Status check_json_keys(std::string_view text) {
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::basic_parser<KeyListener> parser(options);
  json::error_code error;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
  if (parser.handler().is_twice()) return fail(not_json(fmt::format("a key twice, at {}", read)));
  if (error) return fail(not_json(fmt::format("{}, at {}", error.message(), read)));
  if (text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) {
    return fail(not_json(fmt::format("more than one value, at {}", read)));
  }
  return {};
}

}  // namespace madoguchi::base
