#include "base/json_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <deque>

#include <boost/json/parse.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/json_reader_keys.h"

namespace madoguchi::base {
namespace {

namespace json = boost::json;

constexpr double kLargestExact = 9007199254740992.0;  // 2^53

std::string_view view(const json::string& text) { return {text.data(), text.size()}; }

std::string said(TextLimits limits) {
  std::string text = limits.min == 0
                         ? fmt::format("a text of at most {} characters", limits.max)
                         : fmt::format("a text of {} to {} characters", limits.min, limits.max);
  if (limits.one_line) text += " in one line";
  return text;
}

/// The text in the form in which it is kept; nothing when it is not within its limits.
std::optional<std::string> checked(std::string_view text, TextLimits limits) {
  if (limits.trim) text = trimmed(text);
  const std::size_t length = count_characters(text);
  if (length < limits.min || length > limits.max) return {};
  if (text.find('\0') != std::string_view::npos || !is_valid_text(text)) return {};
  if (limits.one_line && has_control_characters(text)) return {};
  return std::string(text);
}

/// A whole number however it is written: 5, 5.0 and 5e0 are one in JSON.
std::optional<std::int64_t> whole_number(const json::value& value) {
  if (value.is_int64()) return value.get_int64();
  if (!value.is_double()) return {};
  const double number = value.get_double();
  if (std::abs(number) > kLargestExact || number != std::trunc(number)) return {};
  return static_cast<std::int64_t>(number);
}

std::optional<std::int64_t> id_of(const json::value& value) {
  if (!value.is_string()) return {};
  return id_from_string(view(value.get_string()));
}

/// A key that a stranger chose, as it may stand in an answer.
std::string harmless(std::string_view key) {
  std::string out(first_characters(key, 40));
  std::ranges::replace_if(
      out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, '?');
  return out;
}

constexpr std::string_view kIdExpected = "an id: a string of 1 to 19 digits";

}  // namespace

struct JsonReader::Node {
  const json::object* object = nullptr;
  std::string path;  ///< with the dot at its end; empty at the root
  std::vector<std::string> asked;
};

struct JsonReader::State {
  json::value root;
  std::deque<Node> nodes;
  std::optional<Error> first_error;

  void refuse(std::string field, std::string expected, std::string detail) {
    if (first_error) return;
    first_error = invalid_input(std::move(field), std::move(expected));
    first_error->detail = std::move(detail);
  }
};

JsonReader::JsonReader(std::shared_ptr<State> state, Node* node)
    : state_(std::move(state)), node_(node) {}

Result<JsonReader> JsonReader::parse(std::string_view body) {
  MDG_TRY(check_json_keys(body));
  json::parse_options options;
  options.max_depth = kMaxJsonDepth;
  json::error_code error;
  auto state = std::make_shared<State>();
  state->root = json::parse(json::string_view(body.data(), body.size()), error, {}, options);
  if (error || !state->root.is_object()) return fail(invalid_input({}, "a JSON object"));
  Node* root = &state->nodes.emplace_back();
  root->object = &state->root.get_object();
  return JsonReader(std::move(state), root);
}

std::string JsonReader::path_of(std::string_view key) const {
  return node_->path + std::string(key);
}

void JsonReader::refuse(std::string_view key, std::string expected) {
  state_->refuse(path_of(key), std::move(expected), {});
}

bool JsonReader::has(std::string_view key) const {
  return node_->object->contains(json::string_view(key.data(), key.size()));
}

const json::value* JsonReader::find(std::string_view key, bool is_required,
                                    std::string_view expected) {
  node_->asked.emplace_back(key);
  const json::value* value = node_->object->if_contains(json::string_view(key.data(), key.size()));
  if (value == nullptr && is_required) {
    state_->refuse(path_of(key), std::string(expected), "the field is missing");
  }
  return value;
}

std::optional<std::string> JsonReader::read_text(std::string_view key, TextLimits limits,
                                                 bool is_required) {
  const json::value* value = find(key, is_required, said(limits));
  if (value == nullptr) return {};
  auto text = value->is_string() ? checked(view(value->get_string()), limits)
                                 : std::optional<std::string>{};
  if (!text) refuse(key, said(limits));
  return text;
}

std::string JsonReader::string(std::string_view key, TextLimits limits) {
  return read_text(key, limits, true).value_or(std::string());
}

std::optional<std::string> JsonReader::optional_string(std::string_view key, TextLimits limits) {
  return read_text(key, limits, false);
}

std::optional<std::int64_t> JsonReader::read_integer(std::string_view key, std::int64_t min,
                                                     std::int64_t max, bool is_required) {
  const std::string expected = fmt::format("a whole number from {} to {}", min, max);
  const json::value* value = find(key, is_required, expected);
  if (value == nullptr) return {};
  const auto number = whole_number(*value);
  if (number && *number >= min && *number <= max) return number;
  refuse(key, expected);
  return {};
}

std::int64_t JsonReader::integer(std::string_view key, std::int64_t min, std::int64_t max) {
  return read_integer(key, min, max, true).value_or(min);
}

std::optional<std::int64_t> JsonReader::optional_integer(std::string_view key, std::int64_t min,
                                                         std::int64_t max) {
  return read_integer(key, min, max, false);
}

std::optional<bool> JsonReader::read_boolean(std::string_view key, bool is_required) {
  const json::value* value = find(key, is_required, "true or false");
  if (value == nullptr) return {};
  if (value->is_bool()) return value->get_bool();
  refuse(key, "true or false");
  return {};
}

bool JsonReader::boolean(std::string_view key) { return read_boolean(key, true).value_or(false); }

std::optional<bool> JsonReader::optional_boolean(std::string_view key) {
  return read_boolean(key, false);
}

std::int64_t JsonReader::id_value(std::string_view key) {
  const json::value* value = find(key, true, kIdExpected);
  if (value == nullptr) return 0;
  const auto id = id_of(*value);
  if (!id) refuse(key, std::string(kIdExpected));
  return id.value_or(0);
}

std::optional<std::string> JsonReader::nullable_string(std::string_view key, TextLimits limits) {
  const json::value* value = find(key, false, {});
  if (value == nullptr || value->is_null()) return {};
  return read_text(key, limits, true);
}

std::int64_t JsonReader::nullable_id_value(std::string_view key) {
  const json::value* value = find(key, false, {});
  if (value == nullptr || value->is_null()) return 0;
  const auto id = id_of(*value);
  if (!id) refuse(key, std::string(kIdExpected) + ", or null");
  return id.value_or(0);
}

std::optional<Time> JsonReader::nullable_time(std::string_view key) {
  constexpr std::string_view kExpected = "milliseconds since 1970, or null";
  const json::value* value = find(key, true, kExpected);
  if (value == nullptr || value->is_null()) return {};
  const auto number = whole_number(*value);
  if (number && *number >= 0 && *number <= static_cast<std::int64_t>(kLargestExact)) {
    return from_unix_ms(*number);
  }
  refuse(key, std::string(kExpected));
  return {};
}

std::optional<std::string> JsonReader::read_name(std::string_view key, bool is_required,
                                                 std::span<const std::string_view> names) {
  const std::string expected = fmt::format("one of {}", fmt::join(names, ", "));
  const json::value* value = find(key, is_required, expected);
  if (value == nullptr) return {};
  if (value->is_string() && std::ranges::find(names, view(value->get_string())) != names.end()) {
    return std::string(view(value->get_string()));
  }
  refuse(key, expected);
  return {};
}

std::optional<Language> JsonReader::optional_language(std::string_view key) {
  static constexpr std::string_view kNames[] = {"ja", "en", "ko"};
  const auto name = read_name(key, false, kNames);
  return name ? language_from_name(*name) : std::optional<Language>{};
}

Language JsonReader::language(std::string_view key) {
  if (!has(key)) find(key, true, "one of ja, en, ko");
  return optional_language(key).value_or(Language::kJapanese);
}

Text3 JsonReader::text3(std::string_view key, TextLimits limits) {
  constexpr std::string_view kExpected = "an object with the texts ja, en and ko";
  const json::value* value = find(key, true, kExpected);
  if (value == nullptr) return {};
  if (!value->is_object()) {
    refuse(key, std::string(kExpected));
    return {};
  }
  JsonReader texts = child(value->get_object(), path_of(key) + ".");
  return {texts.string("ja", limits), texts.string("en", limits), texts.string("ko", limits)};
}

const json::array* JsonReader::find_array(std::string_view key, std::size_t max_items,
                                          bool is_required) {
  const std::string expected = fmt::format("a list of at most {}", max_items);
  const json::value* value = find(key, is_required, expected);
  if (value == nullptr) return nullptr;
  if (value->is_array() && value->get_array().size() <= max_items) return &value->get_array();
  refuse(key, expected);
  return nullptr;
}

std::vector<std::string> JsonReader::string_array(std::string_view key, std::size_t max_items,
                                                  TextLimits each) {
  std::vector<std::string> out;
  const json::array* items = find_array(key, max_items, true);
  if (items == nullptr) return out;
  for (const json::value& item : *items) {
    auto text =
        item.is_string() ? checked(view(item.get_string()), each) : std::optional<std::string>{};
    if (!text) refuse(fmt::format("{}[{}]", key, out.size()), said(each));
    out.push_back(std::move(text).value_or(std::string()));
  }
  return out;
}

std::vector<std::int64_t> JsonReader::id_values(std::string_view key, std::size_t max_items) {
  std::vector<std::int64_t> out;
  const json::array* items = find_array(key, max_items, false);
  if (items == nullptr) return out;
  for (const json::value& item : *items) {
    const auto id = id_of(item);
    if (!id) refuse(fmt::format("{}[{}]", key, out.size()), std::string(kIdExpected));
    out.push_back(id.value_or(0));
  }
  return out;
}

std::optional<std::vector<JsonReader>> JsonReader::read_objects(std::string_view key,
                                                                std::size_t max_items,
                                                                bool is_required) {
  const json::array* items = find_array(key, max_items, is_required);
  if (items == nullptr) return {};
  std::vector<JsonReader> out;
  static const json::object nothing;
  for (const json::value& item : *items) {
    const std::string name = fmt::format("{}[{}]", key, out.size());
    if (!item.is_object()) refuse(name, "an object");
    out.push_back(child(item.is_object() ? item.get_object() : nothing, path_of(name) + "."));
  }
  return out;
}

std::vector<JsonReader> JsonReader::object_array(std::string_view key, std::size_t max_items) {
  return read_objects(key, max_items, true).value_or(std::vector<JsonReader>());
}

std::optional<std::vector<JsonReader>> JsonReader::optional_object_array(std::string_view key,
                                                                         std::size_t max_items) {
  return read_objects(key, max_items, false);
}

std::optional<JsonReader> JsonReader::optional_object(std::string_view key) {
  const json::value* value = find(key, false, {});
  if (value == nullptr) return {};
  if (value->is_object()) return child(value->get_object(), path_of(key) + ".");
  refuse(key, "an object");
  return {};
}

JsonReader JsonReader::child(const json::object& object, std::string path) {
  Node* node = &state_->nodes.emplace_back();
  node->object = &object;
  node->path = std::move(path);
  return JsonReader(state_, node);
}

Status JsonReader::finish() {
  for (const Node& node : state_->nodes) {
    if (state_->first_error) break;
    for (const auto& field : *node.object) {
      const std::string_view key(field.key().data(), field.key().size());
      if (std::ranges::find(node.asked, key) != node.asked.end()) continue;
      state_->refuse(node.path + harmless(key), "no field of this name", "the field is unknown");
      break;
    }
  }
  if (state_->first_error) return fail(*state_->first_error);
  return {};
}

Result<int> read_limit(const std::optional<std::string>& raw, int standard, int max) {
  if (!raw) return standard;
  int value = 0;
  const auto [end, error] = std::from_chars(raw->data(), raw->data() + raw->size(), value);
  const bool is_number = error == std::errc{} && end == raw->data() + raw->size();
  if (is_number && value >= 1 && value <= max) return value;
  return fail(invalid_input("limit", fmt::format("a whole number from 1 to {}", max)));
}

Result<std::optional<std::int64_t>> read_optional_id(const std::optional<std::string>& raw,
                                                     std::string_view key) {
  if (!raw) return std::optional<std::int64_t>{};
  const auto value = id_from_string(*raw);
  if (!value) return fail(invalid_input(std::string(key), std::string(kIdExpected)));
  return value;
}

}  // namespace madoguchi::base
