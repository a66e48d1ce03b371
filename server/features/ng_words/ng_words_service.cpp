#include "features/ng_words/ng_words_service.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "base/text.h"
#include "features/ng_words/ng_words_store.h"

namespace madoguchi::features {

using base::Result;
using base::ServiceId;
using storage::Connection;

std::optional<std::string> NgWords::find_in(std::string_view text) const {
  if (folded.empty()) return {};
  const std::string haystack = base::fold_for_search(text);
  const auto found = std::ranges::find_if(
      folded, [&](const std::string& word) { return haystack.find(word) != std::string::npos; });
  if (found == folded.end()) return {};
  return words[static_cast<std::size_t>(found - folded.begin())];
}

NgWords make_ng_words(std::vector<std::string> words) {
  NgWords made;
  for (std::string& word : words) {
    std::string folded = base::fold_for_search(word);
    const bool is_double = std::ranges::find(made.folded, folded) != made.folded.end();
    // A word of nothing visible would be found in every text.
    if (folded.empty() || is_double) continue;
    made.words.push_back(std::move(word));
    made.folded.push_back(std::move(folded));
  }
  return made;
}

base::Status NgWordsService::load_all() {
  MDG_ASSIGN(auto all, database_.read_now(all_ng_words));
  const std::unique_lock lock(mutex_);
  for (auto& [service, words] : all) {
    by_service_[service] = std::make_shared<const NgWords>(make_ng_words(std::move(words)));
  }
  return {};
}

std::shared_ptr<const NgWords> NgWordsService::current(ServiceId service) const {
  static const auto kNone = std::make_shared<const NgWords>();
  const std::shared_lock lock(mutex_);
  const auto found = by_service_.find(service);
  return found == by_service_.end() ? kNone : found->second;
}

boost::asio::awaitable<Result<std::shared_ptr<const NgWords>>> NgWordsService::replace(
    Principal me, ServiceId service, std::vector<std::string> words) {
  const auto made = std::make_shared<const NgWords>(make_ng_words(std::move(words)));
  auto save = [this, me, service, made](Connection& db) -> Result<std::uint64_t> {
    MDG_TRY(save_ng_words(db, service, made->words));
    MDG_TRY(audit_.add(db, {service,
                            me.actor(),
                            "ngWords.replaced",
                            "service:" + to_string(service),
                            {{"count", made->words.size()}}}));
    return gate_.next_number();
  };
  MDG_AWAIT(const std::uint64_t number, database_.write(std::move(save)));
  gate_.announce(service, number, [&] { keep(service, made); });
  co_return made;
}

void NgWordsService::keep(ServiceId service, std::shared_ptr<const NgWords> words) {
  const std::unique_lock lock(mutex_);
  by_service_.insert_or_assign(service, std::move(words));
}

}  // namespace madoguchi::features
