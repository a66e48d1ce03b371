#include "storage/sql_text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace madoguchi::storage {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
char to_capital(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

/// The end of what is closed by `closing`, searched from `search`.
std::size_t end_after(std::string_view sql, std::string_view closing, std::size_t search) {
  const auto at = sql.find(closing, search);
  return at == std::string_view::npos ? sql.size() : at + closing.size();
}

/// "$$" or "$tag$" at `from`, or nothing.
std::string_view dollar_tag(std::string_view sql, std::size_t from) {
  auto at = from + 1;
  while (at < sql.size() && is_word(sql[at])) ++at;
  if (at >= sql.size() || sql[at] != '$') return {};
  return sql.substr(from, at + 1 - from);
}

struct Special {
  PieceKind kind;
  std::size_t end;
};

/// What begins at `at`, when it is not code.
std::optional<Special> special_at(std::string_view sql, std::size_t at) {
  const auto rest = sql.substr(at);
  if (rest.starts_with("--")) return Special{PieceKind::kComment, end_after(sql, "\n", at)};
  if (rest.starts_with("/*")) return Special{PieceKind::kComment, end_after(sql, "*/", at + 2)};
  if (rest.front() == '\'' || rest.front() == '"') {
    return Special{PieceKind::kQuoted, end_after(sql, rest.substr(0, 1), at + 1)};
  }
  if (rest.front() == '$' && (at == 0 || !is_word(sql[at - 1]))) {
    const auto tag = dollar_tag(sql, at);
    if (!tag.empty()) return Special{PieceKind::kQuoted, end_after(sql, tag, at + tag.size())};
  }
  return {};
}

std::string trimmed(std::string text) {
  while (!text.empty() && is_space(text.back())) text.pop_back();
  text.erase(text.begin(), std::ranges::find_if_not(text, is_space));
  return text;
}

bool is_trigger(const std::vector<std::string>& words) {
  const bool temporary = words.size() > 1 && words[1].starts_with("TEMP");
  const std::size_t noun = temporary ? 2 : 1;
  return words.size() > noun && words[0] == "CREATE" && words[noun] == "TRIGGER";
}

/// Whether a semicolon after `statement` ends it: in a trigger's body only the one of "; END" does.
bool ends_here(const std::string& statement) {
  const auto words = words_of(statement);
  if (!is_trigger(words) || std::ranges::find(words, "BEGIN") == words.end()) return true;
  if (words.back() != "END") return false;
  const auto text = trimmed(statement);
  return trimmed(text.substr(0, text.size() - 3)).ends_with(';');
}

void take_statement(std::string& statement, std::vector<std::string>& out) {
  auto text = trimmed(std::move(statement));
  if (!text.empty()) out.push_back(std::move(text));
  statement.clear();
}

void add_words(std::string_view code, std::vector<std::string>& out) {
  for (std::size_t at = 0; at < code.size();) {
    auto end = at;
    while (end < code.size() && is_word(code[end])) ++end;
    if (end > at) {
      std::string word(code.substr(at, end - at));
      std::ranges::transform(word, word.begin(), to_capital);
      out.push_back(std::move(word));
    }
    at = end + 1;
  }
}

void add_placeholders(std::string_view code, std::vector<std::string>& out) {
  for (auto at = code.find(':'); at < code.size(); at = code.find(':', at)) {
    auto end = ++at;
    if (at < code.size() && (code[at] == ':' || code[at] == '=')) {
      ++at;
      continue;
    }
    while (end < code.size() && is_word(code[end])) ++end;
    if (end > at) out.emplace_back(code.substr(at, end - at));
    at = end;
  }
}

StatementKind kind_of(std::string_view sql) {
  static constexpr std::array<std::string_view, 4> kChanges{"INSERT", "UPDATE", "DELETE", "MERGE"};
  const auto changes = [](const std::string& word) {
    return std::ranges::find(kChanges, word) != kChanges.end();
  };
  const auto words = words_of(sql);
  if (words.empty()) return StatementKind::kOther;
  if (words[0] == "SELECT" || words[0] == "VALUES") return StatementKind::kQuery;
  if (words[0] == "REPLACE" || changes(words[0])) return StatementKind::kChange;
  const bool only_asks = words[0] == "WITH" && std::ranges::none_of(words, changes);
  return only_asks ? StatementKind::kQuery : StatementKind::kOther;
}

}  // namespace

std::vector<Piece> split_pieces(std::string_view sql) {
  std::vector<Piece> out;
  std::size_t begin = 0;
  const auto add = [&](PieceKind kind, std::size_t end) {
    if (end > begin) out.push_back({kind, sql.substr(begin, end - begin)});
    begin = end;
  };
  for (std::size_t at = 0; at < sql.size();) {
    const auto special = special_at(sql, at);
    if (!special) {
      ++at;
      continue;
    }
    add(PieceKind::kCode, at);
    add(special->kind, special->end);
    at = special->end;
  }
  add(PieceKind::kCode, sql.size());
  return out;
}

std::vector<std::string> split_statements(std::string_view script) {
  std::vector<std::string> out;
  std::string statement;
  for (const auto& piece : split_pieces(script)) {
    if (piece.kind == PieceKind::kComment) statement += ' ';
    if (piece.kind == PieceKind::kQuoted) statement += piece.text;
    if (piece.kind != PieceKind::kCode) continue;
    for (const char c : piece.text) {
      if (c == ';' && ends_here(statement)) {
        take_statement(statement, out);
      } else {
        statement += c;
      }
    }
  }
  take_statement(statement, out);
  return out;
}

base::Result<StatementText> parse_statement(std::string_view sql) {
  StatementText out;
  for (const auto& piece : split_pieces(sql)) {
    if (piece.kind == PieceKind::kCode) add_placeholders(piece.text, out.placeholders);
    out.text += piece.kind == PieceKind::kComment ? std::string_view(" ") : piece.text;
  }
  auto names = out.placeholders;
  std::ranges::sort(names);
  if (const auto twice = std::ranges::adjacent_find(names); twice != names.end()) {
    return base::fail(base::ErrorCode::kStorage, "the placeholder :" + *twice + " appears twice");
  }
  out.kind = kind_of(sql);
  return out;
}

std::vector<std::string> words_of(std::string_view sql) {
  std::vector<std::string> out;
  for (const auto& piece : split_pieces(sql)) {
    if (piece.kind == PieceKind::kCode) add_words(piece.text, out);
  }
  return out;
}

}  // namespace madoguchi::storage
