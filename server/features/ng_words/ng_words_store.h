#pragma once

#include <string>
#include <utility>
#include <vector>

#include "storage/connection.h"

namespace madoguchi::features {

using WordList = std::vector<std::string>;

[[nodiscard]] base::Result<std::vector<std::pair<base::ServiceId, WordList>>> all_ng_words(
    storage::Connection& db);
/// The words have no line breaks.
[[nodiscard]] base::Status save_ng_words(storage::Connection& db, base::ServiceId service,
                                         const WordList& words);

}  // namespace madoguchi::features
