#pragma once

#include <functional>
#include <memory>
#include <vector>

namespace madoguchi::features {

using ReadContacts = std::function<base::Result<std::vector<Contact>>(storage::Connection&)>;

[[nodiscard]] boost::asio::awaitable<base::Result<LiveRows>> read_live_rows(
    InboxApiParts parts, std::shared_ptr<ReadContacts> read);

/// A plain function for the reason that live_desk_async.h gives.
template <class Read>
boost::asio::awaitable<base::Result<LiveRows>> live_rows(InboxApiParts parts, Read read) {
  return read_live_rows(parts, std::make_shared<ReadContacts>(std::move(read)));
}

}  // namespace madoguchi::features
