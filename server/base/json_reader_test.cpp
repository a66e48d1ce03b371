#include "base/json_reader.h"

#include <string>

#include <gtest/gtest.h>

namespace madoguchi::base {
namespace {

enum class Color { kRed, kBlue };
constexpr EnumName<Color> kColors[] = {{"red", Color::kRed}, {"blue", Color::kBlue}};

JsonReader reader_of(std::string_view body) {
  auto reader = JsonReader::parse(body);
  EXPECT_TRUE(reader) << body;
  return *std::move(reader);
}

/// What finish() says: "field: expected", or "" when all is well.
std::string complaint(JsonReader& reader) {
  const Status status = reader.finish();
  if (status) return "";
  EXPECT_EQ(status.error().code, ErrorCode::kInvalidInput);
  EXPECT_FALSE(status.error().expected.empty());
  return status.error().field;
}

TEST(JsonReaderParse, accepts_one_object) {
  for (const char* body :
       {"{}", " {\"a\":1} ", "{\"a\":{\"a\":1},\"b\":[{\"a\":1},{\"a\":1}]}\n"}) {
    EXPECT_TRUE(JsonReader::parse(body)) << body;
  }
}

TEST(JsonReaderParse, refuses_everything_else) {
  using namespace std::string_view_literals;
  const std::string deep = std::string(20, '[') + std::string(20, ']');
  const std::string deep_body = "{\"a\":" + deep + "}";
  for (const std::string_view body :
       {""sv, "[]"sv, "1"sv, "null"sv, "{"sv, "{}{}"sv, "{}x"sv, "{\"a\":}"sv, "{'a':1}"sv,
        "{\"a\":1,}"sv, "{\"a\":1 /* no */}"sv, "{\"a\":\"\xFF\"}"sv, "{\"a\":NaN}"sv,
        "{\"a\":\"\\ud800\"}"sv, "\xEF\xBB\xBF{}"sv, "{\"a\":01}"sv, std::string_view(deep_body)}) {
    const auto reader = JsonReader::parse(body);
    ASSERT_FALSE(reader) << testing::PrintToString(body);
    EXPECT_EQ(reader.error().code, ErrorCode::kInvalidInput);
  }
}

TEST(JsonReaderParse, refuses_a_key_twice_wherever_it_is) {
  for (const char* body : {"{\"a\":1,\"a\":2}", "{\"b\":{\"a\":1,\"a\":1}}",
                           "{\"b\":[{},{\"a\":1,\"\\u0061\":2}]}", "{\"\":1,\"\":1}"}) {
    EXPECT_FALSE(JsonReader::parse(body)) << body;
  }
}

struct TextCase {
  const char* json;
  TextLimits limits;
  const char* value;  ///< nullptr: refused
};

TEST(JsonReaderText, keeps_to_its_limits) {
  const TextCase cases[] = {
      {R"("abc")", {.min = 1, .max = 3}, "abc"},
      {R"("abcd")", {.min = 1, .max = 3}, nullptr},
      {R"("返金😀")", {.min = 1, .max = 3}, "返金😀"},
      {R"("  ")", {.min = 1, .max = 3}, nullptr},
      {R"("  a  ")", {.min = 1, .max = 1}, "a"},
      {R"("  a  ")", {.min = 1, .max = 5, .trim = false}, "  a  "},
      {R"("")", {.min = 0, .max = 3}, ""},
      {R"("a\u0000b")", {.min = 0, .max = 9}, nullptr},
      {R"("a\nb")", {.min = 0, .max = 9}, "a\nb"},
      {R"("a\nb")", {.min = 0, .max = 9, .one_line = true}, nullptr},
      {R"("a\u2028b")", {.min = 0, .max = 9, .one_line = true}, nullptr},
      {"1", {.min = 0, .max = 9}, nullptr},
      {"null", {.min = 0, .max = 9}, nullptr},
      {"[\"a\"]", {.min = 0, .max = 9}, nullptr},
  };
  for (const auto& [json, limits, value] : cases) {
    JsonReader reader = reader_of(std::string("{\"name\":") + json + "}");
    const std::string text = reader.string("name", limits);
    EXPECT_EQ(complaint(reader), value == nullptr ? "name" : "") << json;
    EXPECT_EQ(text, value == nullptr ? "" : value) << json;
  }
}

TEST(JsonReaderText, may_be_absent_only_when_optional) {
  JsonReader reader = reader_of("{}");
  EXPECT_FALSE(reader.optional_string("name", {}));
  EXPECT_EQ(complaint(reader), "");
  EXPECT_EQ(reader.string("name", {}), "");
  EXPECT_EQ(complaint(reader), "name");
}

struct NumberCase {
  const char* json;
  bool is_accepted;
};

TEST(JsonReaderInteger, is_whole_and_within_its_range) {
  const NumberCase cases[] = {{"0", true},
                              {"50", true},
                              {"51", false},
                              {"-1", false},
                              {"5.0", true},
                              {"5e0", true},
                              {"5.5", false},
                              {"\"5\"", false},
                              {"1e400", false},
                              {"true", false},
                              {"null", false},
                              {"18446744073709551615", false},
                              {"9223372036854775808", false}};
  for (const auto& [json, is_accepted] : cases) {
    auto reader = JsonReader::parse(std::string("{\"n\":") + json + "}");
    if (!reader) {
      EXPECT_FALSE(is_accepted) << json;
      continue;
    }
    const std::int64_t value = reader->integer("n", 0, 50);
    EXPECT_EQ(complaint(*reader), is_accepted ? "" : "n") << json;
    EXPECT_TRUE(value >= 0 && value <= 50) << json;
  }
}

TEST(JsonReaderId, is_a_string_of_digits) {
  JsonReader reader = reader_of(R"({"a":"42","b":null,"c":["1","2"]})");
  EXPECT_EQ(reader.id<ServiceId>("a"), ServiceId(42));
  EXPECT_FALSE(reader.nullable_id<ServiceId>("b"));
  EXPECT_FALSE(reader.nullable_id<ServiceId>("absent"));
  EXPECT_EQ(reader.id_array<FileId>("c", 2), (std::vector<FileId>{FileId(1), FileId(2)}));
  EXPECT_TRUE(reader.id_array<FileId>("absent", 2).empty());
  EXPECT_EQ(complaint(reader), "");
  for (const char* json : {"42", "\"0\"", "\"-1\"", "\"01\"", "\"x\"", "\"\"", "{}", "true",
                           "\"9223372036854775808\""}) {
    JsonReader wrong = reader_of(std::string("{\"a\":") + json + "}");
    EXPECT_FALSE(wrong.nullable_id<ServiceId>("a")) << json;
    EXPECT_EQ(complaint(wrong), "a") << json;
  }
}

TEST(JsonReaderEnumeration, knows_the_names_of_its_table) {
  JsonReader reader = reader_of(R"({"color":"blue","other":"green","number":1})");
  EXPECT_EQ(reader.enumeration<Color>("color", kColors), Color::kBlue);
  EXPECT_FALSE(reader.optional_enumeration<Color>("absent", kColors));
  EXPECT_EQ(complaint(reader), "other");  // not asked for yet
  JsonReader wrong = reader_of(R"({"other":"green"})");
  EXPECT_EQ(wrong.enumeration<Color>("other", kColors), Color::kRed);
  EXPECT_EQ(wrong.finish().error().expected, "one of red, blue");
  EXPECT_EQ(enum_name(Color::kBlue, kColors), "blue");
}

TEST(JsonReaderBoolean, takes_no_stand_ins) {
  JsonReader reader = reader_of(R"({"yes":true,"no":false})");
  EXPECT_TRUE(reader.boolean("yes"));
  EXPECT_FALSE(reader.boolean("no"));
  EXPECT_FALSE(reader.optional_boolean("absent"));
  EXPECT_EQ(complaint(reader), "");
  for (const char* json : {"1", "\"true\"", "null"}) {
    JsonReader wrong = reader_of(std::string("{\"yes\":") + json + "}");
    EXPECT_FALSE(wrong.boolean("yes"));
    EXPECT_EQ(complaint(wrong), "yes") << json;
  }
}

TEST(JsonReaderTime, is_milliseconds_or_null) {
  JsonReader reader = reader_of(R"({"a":1795132800000,"b":null})");
  EXPECT_EQ(reader.nullable_time("a"), from_unix_ms(1'795'132'800'000));
  EXPECT_FALSE(reader.nullable_time("b"));
  EXPECT_EQ(complaint(reader), "");
  EXPECT_FALSE(reader.nullable_time("absent"));
  EXPECT_EQ(complaint(reader), "absent");
  JsonReader wrong = reader_of(R"({"a":-1})");
  EXPECT_FALSE(wrong.nullable_time("a"));
  EXPECT_EQ(complaint(wrong), "a");
}

TEST(JsonReaderText3, has_exactly_three_languages) {
  JsonReader reader = reader_of(R"({"t":{"ja":"はい","en":"","ko":"네"}})");
  EXPECT_EQ(reader.text3("t", {.max = 9}), (Text3{"はい", "", "네"}));
  EXPECT_EQ(complaint(reader), "");
  JsonReader short_of_one = reader_of(R"({"t":{"ja":"","en":""}})");
  (void)short_of_one.text3("t", {});
  EXPECT_EQ(complaint(short_of_one), "t.ko");
  JsonReader one_more = reader_of(R"({"t":{"ja":"","en":"","ko":"","fr":""}})");
  (void)one_more.text3("t", {});
  EXPECT_EQ(complaint(one_more), "t.fr");
  JsonReader no_object = reader_of(R"({"t":"x"})");
  EXPECT_EQ(no_object.text3("t", {}), Text3{});
  EXPECT_EQ(complaint(no_object), "t");
}

TEST(JsonReaderLanguage, is_one_of_three) {
  JsonReader reader = reader_of(R"({"a":"ko"})");
  EXPECT_EQ(reader.language("a"), Language::kKorean);
  EXPECT_EQ(complaint(reader), "");
  EXPECT_EQ(reader.language("b"), Language::kJapanese);
  EXPECT_EQ(complaint(reader), "b");
}

TEST(JsonReaderArrays, name_the_item_that_is_wrong) {
  JsonReader reader = reader_of(R"({"words":["a","","c"]})");
  EXPECT_EQ(reader.string_array("words", 3, {.min = 1, .max = 5}).size(), 3u);
  EXPECT_EQ(complaint(reader), "words[1]");
  JsonReader long_list = reader_of(R"({"words":["a","b","c"]})");
  EXPECT_TRUE(long_list.string_array("words", 2, {.min = 1, .max = 5}).empty());
  EXPECT_EQ(complaint(long_list), "words");
}

TEST(JsonReaderArrays, of_objects_are_read_like_bodies) {
  JsonReader reader =
      reader_of(R"({"services":[{"role":"red"},{"role":"green"},{"role":"blue","x":1}]})");
  for (JsonReader& item : reader.object_array("services", 5)) {
    (void)item.enumeration<Color>("role", kColors);
  }
  EXPECT_EQ(complaint(reader), "services[1].role");
}

TEST(JsonReaderArrays, refuse_unknown_fields_of_their_objects) {
  JsonReader reader = reader_of(R"({"services":[{"role":"red"},{"role":"blue","x":1}]})");
  for (JsonReader& item : reader.object_array("services", 5)) {
    (void)item.enumeration<Color>("role", kColors);
  }
  EXPECT_EQ(complaint(reader), "services[1].x");
}

TEST(JsonReaderArrays, refuse_items_that_are_no_objects) {
  JsonReader reader = reader_of(R"({"services":[{},5]})");
  EXPECT_EQ(reader.object_array("services", 5).size(), 2u);
  EXPECT_EQ(complaint(reader), "services[1]");
}

TEST(JsonReaderObject, may_be_absent) {
  JsonReader reader = reader_of(R"({"features":{"chat":true}})");
  EXPECT_FALSE(reader.optional_object("absent"));
  auto features = reader.optional_object("features");
  ASSERT_TRUE(features);
  EXPECT_TRUE(features->boolean("chat"));
  EXPECT_EQ(features->path_of("chat"), "features.chat");
  EXPECT_EQ(complaint(reader), "");
  JsonReader wrong = reader_of(R"({"features":[]})");
  EXPECT_FALSE(wrong.optional_object("features"));
  EXPECT_EQ(complaint(wrong), "features");
}

TEST(JsonReaderFinish, gives_the_first_error_of_all) {
  JsonReader reader = reader_of(R"({"b":1,"c":2,"unknown":3})");
  (void)reader.string("a", {.min = 1, .max = 5});
  (void)reader.boolean("b");
  reader.refuse("c", "something else");
  EXPECT_EQ(complaint(reader), "a");
}

TEST(JsonReaderFinish, refuses_what_nobody_asked_for) {
  JsonReader reader = reader_of(R"({"a":1,"evil\u0000\nkey":2})");
  (void)reader.integer("a", 0, 5);
  EXPECT_EQ(complaint(reader), "evil??key");
}

TEST(JsonReaderFinish, takes_rules_of_the_caller) {
  JsonReader reader = reader_of(R"({"color":"#ffffff"})");
  (void)reader.string("color", {});
  reader.refuse("color", "at least 4.5 to 1 against white");
  EXPECT_EQ(reader.finish().error().expected, "at least 4.5 to 1 against white");
}

TEST(QueryParameters, are_checked_like_fields) {
  EXPECT_EQ(*read_limit({}, 50, 200), 50);
  EXPECT_EQ(*read_limit("200", 50, 200), 200);
  for (const char* raw : {"0", "201", "-1", "", "x", "5x", " 5", "99999999999999999999"}) {
    const auto limit = read_limit(raw, 50, 200);
    ASSERT_FALSE(limit) << raw;
    EXPECT_EQ(limit.error().field, "limit");
  }
  EXPECT_FALSE(*read_before<ContactId>({}));
  EXPECT_EQ(**read_before<ContactId>("7"), ContactId(7));
  EXPECT_EQ(read_before<ContactId>("x").error().field, "before");
  EXPECT_EQ(*read_path_id<ContactId>("7"), ContactId(7));
  EXPECT_EQ(read_path_id<ContactId>("x").error().code, ErrorCode::kNotFound);
}

}  // namespace
}  // namespace madoguchi::base
