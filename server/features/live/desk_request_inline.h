#pragma once

#include "features/live/console_hub.h"

namespace madoguchi::features {

template <class Read>
boost::asio::awaitable<base::Result<LiveRows>> live_rows(InboxApiParts parts, Read read) {
  LiveRows rows;
  // The number comes first: what is committed while the rows are read may be sent again, never left out.
  MDG_CO_ASSIGN(rows.through,
                co_await parts.desk.ask([&desk = parts.desk] { return desk.committed_number(); }));
  MDG_CO_ASSIGN(rows.contacts, co_await parts.db.read(std::move(read)));
  MDG_CO_ASSIGN(rows.contacts, co_await parts.desk.ask([&desk = parts.desk, contacts = std::move(rows.contacts)]() mutable {
                  for (Contact& contact : contacts) overlay_live(desk.state(), contact);
                  return std::move(contacts);
                }));
  co_return rows;
}

}  // namespace madoguchi::features
