#include "features/ng_words/ng_words_store.h"

#include <sstream>

namespace madoguchi::features {
namespace {

using base::ServiceId;
using storage::Connection;
using storage::Sql;

constexpr Sql kAll{"ng_words.all", "SELECT service_id, words FROM ng_words"};

constexpr Sql kSave{"ng_words.save",
                    "INSERT INTO ng_words (service_id, words) VALUES (:service, :words) "
                    "ON CONFLICT (service_id) DO UPDATE SET words = excluded.words"};

WordList lines_of(const std::string& text) {
  WordList words;
  std::istringstream lines(text);
  for (std::string word; std::getline(lines, word);) words.push_back(std::move(word));
  return words;
}

}  // namespace

base::Result<std::vector<std::pair<ServiceId, WordList>>> all_ng_words(Connection& db) {
  MDG_ASSIGN(const auto rows, (db.rows<ServiceId, std::string>(kAll)));
  std::vector<std::pair<ServiceId, WordList>> all;
  for (const auto& [service, words] : rows) all.emplace_back(service, lines_of(words));
  return all;
}

base::Status save_ng_words(Connection& db, ServiceId service, const WordList& words) {
  std::string text;
  for (const std::string& word : words) text += word + "\n";
  MDG_TRY(db.execute(kSave, service, text));
  return {};
}

}  // namespace madoguchi::features
