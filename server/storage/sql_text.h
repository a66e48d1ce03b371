#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace madoguchi::storage {

enum class PieceKind { kCode, kQuoted, kComment };

/// A run of SQL text of one kind. The pieces of a text laid end to end are the text.
struct Piece {
  PieceKind kind;
  std::string_view text;
};

/// Cuts SQL where quoting begins and ends: '...', "...", $tag$...$tag$, -- to the end of the line,
/// /* ... */ (not nested, as in SQLite). What is never closed reaches to the end.
[[nodiscard]] std::vector<Piece> split_pieces(std::string_view sql);

/// The statements of a script, trimmed, without their semicolons and without comments. A semicolon
/// in quotes, in a comment or in the body of CREATE TRIGGER ... BEGIN ... END ends nothing.
[[nodiscard]] std::vector<std::string> split_statements(std::string_view script);

enum class StatementKind {
  kQuery,   ///< changes nothing: SELECT, VALUES, or WITH without a word that changes
  kChange,  ///< INSERT, UPDATE, DELETE: the number of its rows says whether it changed something
  kOther,   ///< definitions, WITH that changes: assumed to change something
};

/// One statement as it goes to the driver.
struct StatementText {
  std::string text;                       ///< without comments
  std::vector<std::string> placeholders;  ///< names in the order of the text, without the colon
  StatementKind kind = StatementKind::kQuery;
};

/// Finds the `:name` placeholders (a '::' cast, ':=' and what is quoted are none). kStorage when a
/// name appears twice.
[[nodiscard]] base::Result<StatementText> parse_statement(std::string_view sql);

/// The words (letters, digits, '_') of the unquoted text, in capitals.
[[nodiscard]] std::vector<std::string> words_of(std::string_view sql);

}  // namespace madoguchi::storage
