#include <algorithm>
#include <map>

#include "base/secret.h"
#include "storage/migrations.h"

namespace madoguchi::base {
std::span<const EmbeddedFile> embedded_migrations();
}  // namespace madoguchi::base

namespace madoguchi::storage {
namespace {

using base::ErrorCode;
using base::fail;

struct FileName {
  std::string number;
  std::string name;             ///< without the dialect
  std::optional<Dialect> only;  ///< for one dialect, as it stands
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_char(char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_'; }

std::optional<FileName> parse_name(std::string_view file) {
  FileName out;
  auto stem = file;
  if (!stem.ends_with(".sql")) return {};
  stem.remove_suffix(4);
  if (stem.ends_with(".sqlite")) out.only = Dialect::kSqlite;
  if (stem.ends_with(".pg")) out.only = Dialect::kPostgres;
  if (out.only) stem.remove_suffix(stem.size() - stem.rfind('.'));
  if (stem.size() < 6 || stem[4] != '_' || !std::ranges::all_of(stem, is_name_char)) return {};
  out.number = stem.substr(0, 4);
  if (!std::ranges::all_of(out.number, is_digit)) return {};
  out.name = std::string(stem) + ".sql";
  return out;
}

Migration to_migration(const FileName& name, std::string_view contents, Dialect dialect) {
  Migration out{std::stoi(name.number), name.name, base::sha256_hex(contents),
                split_statements(contents)};
  if (name.only) return out;
  for (auto& statement : out.statements) statement = to_dialect(std::move(statement), dialect);
  return out;
}

bool is_of_a_word(char c) { return is_name_char(c) || (c >= 'A' && c <= 'Z'); }

/// Replaces whole words, letter by letter, outside of quotes.
std::string replace_word(std::string_view sql, std::string_view word, std::string_view by) {
  std::string out;
  for (const auto& piece : split_pieces(sql)) {
    const auto text = piece.text;
    std::size_t copied = 0;
    for (auto at = text.find(word); piece.kind == PieceKind::kCode && at != std::string_view::npos;
         at = text.find(word, at + 1)) {
      const auto end = at + word.size();
      if ((at > 0 && is_of_a_word(text[at - 1])) || (end < text.size() && is_of_a_word(text[end])))
        continue;
      out.append(text.substr(copied, at - copied)).append(by);
      copied = end;
    }
    out += text.substr(copied);
  }
  return out;
}

bool begins_with(const std::vector<std::string>& words, std::string_view first,
                 std::string_view second) {
  return words.size() > 1 && words[0] == first && words[1] == second;
}

bool is_without_rowid(const std::vector<std::string>& words) {
  return words.size() > 1 && words.back() == "ROWID" && words[words.size() - 2] == "WITHOUT";
}

std::string to_postgres(std::string statement, const std::vector<std::string>& words) {
  if (is_without_rowid(words)) statement.erase(statement.rfind(')') + 1);
  statement = replace_word(statement, "INTEGER", "BIGINT");
  statement = replace_word(statement, "TEXT", "TEXT COLLATE \"C\"");
  return replace_word(statement, "BLOB", "BYTEA");
}

}  // namespace

std::span<const base::EmbeddedFile> program_migrations() { return base::embedded_migrations(); }

std::string to_dialect(std::string statement, Dialect dialect) {
  const auto words = words_of(statement);
  const bool creates = begins_with(words, "CREATE", "TABLE");
  const bool alters = begins_with(words, "ALTER", "TABLE");
  if (dialect == Dialect::kPostgres) {
    return creates || alters ? to_postgres(std::move(statement), words) : statement;
  }
  if (!creates) return statement;
  return statement + (is_without_rowid(words) ? ", STRICT" : " STRICT");
}

base::Result<std::vector<Migration>> read_migrations(std::span<const base::EmbeddedFile> files,
                                                     Dialect dialect) {
  std::map<int, Migration> by_number;
  for (const auto& file : files) {
    const auto name = parse_name(file.name);
    if (!name) {
      return fail(ErrorCode::kStorage, "The migration " + std::string(file.name) +
                                           " is not named NNNN_name.sql (small letters).");
    }
    if (name->only && *name->only != dialect) continue;
    auto migration = to_migration(*name, file.contents, dialect);
    const auto [at, is_new] = by_number.try_emplace(migration.number, std::move(migration));
    if (!is_new) {
      return fail(ErrorCode::kStorage, "Two migrations have the number " + name->number + ".");
    }
  }
  std::vector<Migration> out;
  for (auto& [number, migration] : by_number) out.push_back(std::move(migration));
  return out;
}

}  // namespace madoguchi::storage
