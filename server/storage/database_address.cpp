#include "storage/database_address.h"

#include <algorithm>
#include <map>
#include <memory>

#include <libpq-fe.h>

namespace madoguchi::storage {
namespace {

using base::ErrorCode;
using base::fail;
using Settings = std::map<std::string, std::string>;

constexpr std::string_view kSqliteScheme = "sqlite:";

base::Result<SqliteAddress> parse_sqlite(std::string_view path) {
  if (path.empty()) return fail(ErrorCode::kInvalidInput, "The database address has no file name.");
  if (path == ":memory:") {
    return fail(ErrorCode::kInvalidInput, "The database has to be a file, not :memory:.");
  }
  const bool is_unusable =
      std::ranges::any_of(path, [](unsigned char c) { return c < ' ' || c == '"' || c == 0x7f; });
  if (is_unusable) {
    return fail(ErrorCode::kInvalidInput,
                "The database's file name must not hold quotation marks or control characters.");
  }
  return SqliteAddress{std::string(path)};
}

base::Result<Settings> parse_url(const std::string& url) {
  char* message = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
      PQconninfoParse(url.c_str(), &message), &PQconninfoFree);
  // libpq's message repeats the URL.
  PQfreemem(message);
  if (!parsed) {
    return fail(ErrorCode::kInvalidInput,
                "The database address is not valid: expected postgresql://user@host:port/name.");
  }
  Settings out;
  for (const auto* option = parsed.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) out[option->keyword] = option->val;
  }
  return out;
}

void add_defaults(const DatabaseOptions& options, Settings& settings) {
  const auto network = options.network_timeout;
  const auto seconds =
      std::max<std::int64_t>(2, std::chrono::duration_cast<base::Seconds>(network).count());
  settings.try_emplace("connect_timeout", std::to_string(seconds));
  settings.try_emplace("tcp_user_timeout", std::to_string(network.count()));
  settings.try_emplace("keepalives_idle", "30");
  settings.try_emplace("keepalives_interval", "5");
  settings.try_emplace("keepalives_count", "3");
  settings.try_emplace("application_name", "madoguchi");
  settings["client_encoding"] = "UTF8";
}

std::string to_conninfo(const Settings& settings) {
  std::string out;
  for (const auto& [key, value] : settings) {
    out += key + "='";
    for (const char c : value) {
      if (c == '\'' || c == '\\') out += '\\';
      out += c;
    }
    out += "' ";
  }
  return out;
}

}  // namespace

base::Result<std::variant<SqliteAddress, PostgresAddress>> parse_address(
    const DatabaseOptions& options) {
  const auto& url = options.url;
  if (url.starts_with(kSqliteScheme)) {
    return parse_sqlite(std::string_view(url).substr(kSqliteScheme.size()));
  }
  if (!url.starts_with("postgresql://") && !url.starts_with("postgres://")) {
    return fail(ErrorCode::kInvalidInput,
                "The database address has to begin with sqlite: or postgresql://.");
  }
  MDG_ASSIGN(auto settings, parse_url(url));
  add_defaults(options, settings);
  return PostgresAddress{to_conninfo(settings), settings["password"]};
}

}  // namespace madoguchi::storage
