import { Skeleton } from "../../design/parts";

/** The geometry of a room before its contact is here. */
export function RoomSkeleton() {
  return (
    <main className="room" id="main" aria-busy="true">
      <div className="room-head">
        <Skeleton width={40} height={40} />
        <Skeleton width={180} height={28} />
      </div>
      <LogSkeleton />
    </main>
  );
}

export function LogSkeleton() {
  return (
    <div className="log-skeleton">
      <Skeleton width={320} height={44} />
      <Skeleton width={220} height={44} />
      <Skeleton width={380} height={66} />
    </div>
  );
}
