// A body as strangers send it, read with every kind of field that the API has. Whatever comes, the
// values that are handed out keep to their limits, and an error can be shown and logged.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/json_reader.h"
#include "require.h"

namespace {

using namespace madoguchi::base;
using madoguchi::fuzz::require;

enum class Color { kRed, kBlue };
constexpr EnumName<Color> kColors[] = {{"red", Color::kRed}, {"blue", Color::kBlue}};

void check_text(const std::string& text, TextLimits limits) {
  require(is_valid_text(text) && count_characters(text) <= limits.max);
  require(!limits.one_line || !has_control_characters(text));
  require(!limits.trim || trimmed(text) == text);
}

void read_texts(JsonReader& body) {
  constexpr TextLimits kLine{.min = 1, .max = 10, .one_line = true};
  constexpr TextLimits kText{.min = 0, .max = 20, .trim = false};
  check_text(body.string("name", kLine), kLine);
  if (const auto text = body.optional_string("text", kText)) check_text(*text, kText);
  for (const auto& word : body.string_array("words", 3, kLine)) check_text(word, kLine);
  const Text3 title = body.text3("title", kText);
  for (const Language language : {Language::kJapanese, Language::kEnglish, Language::kKorean}) {
    check_text(title.in(language), kText);
  }
}

void read_values(JsonReader& body) {
  const auto number = body.integer("number", -5, 50);
  require(number >= -5 && number <= 50);
  if (const auto some = body.optional_integer("some", 0, 9)) require(*some >= 0 && *some <= 9);
  require(body.id<ServiceId>("id").value() >= 0);
  if (const auto id = body.nullable_id<FileId>("file")) require(id->value() > 0);
  require(body.id_array<FileId>("files", 3).size() <= 3);
  if (const auto time = body.nullable_time("until")) require(to_unix_ms(*time) >= 0);
  (void)body.boolean("yes");
  (void)body.optional_boolean("no");
  (void)body.enumeration<Color>("color", kColors);
  (void)body.optional_enumeration<Color>("hue", kColors);
  (void)body.language("language");
}

void check_error(const Error& error) {
  require(error.code == ErrorCode::kInvalidInput);
  require(is_valid_text(error.field) && !has_control_characters(error.field));
  require(!error.expected.empty() && error.field.size() < 400);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  auto body = JsonReader::parse({reinterpret_cast<const char*>(data), size});
  if (!body) {
    check_error(body.error());
    return 0;
  }
  read_texts(*body);
  read_values(*body);
  auto items = body->object_array("items", 4);
  require(items.size() <= 4);
  for (JsonReader& item : items) read_values(item);
  if (auto inner = body->optional_object("inner")) read_texts(*inner);
  if (const auto status = body->finish(); !status) check_error(status.error());
  return 0;
}
