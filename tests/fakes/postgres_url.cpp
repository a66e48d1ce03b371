#include "fakes/postgres_url.h"

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <libpq-fe.h>

namespace madoguchi::fakes {
namespace {

std::string percent_encoded(const std::string& text) {
  std::string out;
  for (const unsigned char c : text) {
    char code[4];
    std::snprintf(code, sizeof code, "%%%02X", c);
    out += std::isalnum(c) != 0 ? std::string(1, static_cast<char>(c)) : std::string(code);
  }
  return out;
}

}  // namespace

PostgresSettings read_postgres_url(const std::string& url) {
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
      PQconninfoParse(url.c_str(), nullptr), &PQconninfoFree);
  if (!parsed) {
    std::fputs("postgres_url: not a valid postgresql:// URL\n", stderr);
    std::_Exit(1);
  }
  PostgresSettings out;
  for (const auto* option = parsed.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) out[option->keyword] = option->val;
  }
  return out;
}

std::string write_postgres_url(const PostgresSettings& settings) {
  std::string out = "postgresql://";
  char separator = '?';
  for (const auto& [key, value] : settings) {
    out += separator + key + "=" + percent_encoded(value);
    separator = '&';
  }
  return out;
}

}  // namespace madoguchi::fakes
