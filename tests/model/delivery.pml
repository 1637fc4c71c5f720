/* Delivery with receipts, a carrier and withdrawal, for one sender, one recipient and one carrier.
 *
 * What it covers, what it leaves out and how it is run: docs/model.md. check.py runs it, and also breaks single rules
 * (-DBREAK_…) to show that the properties can fail.
 *
 * Every atomic step is one transaction of a node together with what it lets out after its commit. A wire is a bit: what
 * was put on it stays there until it is taken or lost, and may be taken several times. Losing, doubling, crashes and the
 * recipient's comings and goings end when `calm` is set; fairness is by process, so every duty has a process of its own.
 */
/* Two messages, to see them overtake each other: without carrier, crashes and the end of the lifetime, or there would be
 * too many states. */
#ifdef ORDER_ONLY
#define MESSAGES 2
#else
#define MESSAGES 1
#endif

/* ---- the sender's store ---- */
mtype = { None, Outbox, InFlight };              /* where a message is kept */
mtype = { Unknown, Delivered, Held, Undeliverable, NotReleased }; /* what the sender is told */
mtype row[MESSAGES] = None;
mtype board[MESSAGES] = Unknown;
bool accepted[MESSAGES];      /* the user was told that the message was taken */
bool head[MESSAGES];          /* the message names the later governance record */
bool withdrawn;               /* the withdrawal of consent, as committed here */
bool later;                   /* a later governance record that denies nothing */

/* ---- the recipient's store; `taking` is what a crash loses ---- */
mtype = { Nobody, Sender, Carrier };
mtype taking[MESSAGES] = Nobody;
bool tombstone[MESSAGES];     /* its id is known for good */
byte effects[MESSAGES];       /* how often it came into the inbox */
bool waiting[MESSAGES];       /* held: governance is missing */
bool owes_receipt[MESSAGES], owes_hold[MESSAGES];
bool knows_withdrawal, knows_later;
#if MESSAGES > 1
bool shown;                   /* the latest message of the sender's numbering that was judged named … */
bool shown_later;             /* … the later record */
byte shown_number;
#endif

/* ---- the carrier's store ---- */
bool carried[MESSAGES];

/* ---- the wires. What is owed until it is acknowledged needs none: its delay is the owing's, its loss too. ---- */
bool direct[MESSAGES];        /* the envelope, from the sender to the recipient */
bool ack[MESSAGES];           /* the recipient's acknowledgement to the sender */

/* ---- the world ---- */
bool here = true;             /* the sender's node runs */
bool up = true;               /* the recipient's node runs and can be reached */
bool calm;
bool expired_here, expired_there; /* the lifetime is over, by the sender's and by the recipient's clock */
bool violation;               /* the recipient reports the sender for acting without consent */
bool released_late;           /* something left the sender after the withdrawal was committed there */

#define told(m) (board[m] != Unknown)

/* A copy goes out: sealed for the first time, again, or to the carrier. */
inline release(wire) {
  if
  :: withdrawn -> released_late = true
  :: else
  fi;
  wire = true
}

#ifdef BREAK_RELEASE_WITHOUT_ASKING
#define may_go true
#else
#define may_go (!withdrawn)
#endif

/* Consent is gone: no copy leaves any more, and the user is told. */
inline take_back(m) {
  row[m] = None;
  if
  :: board[m] == Unknown -> board[m] = NotReleased
  :: else
  fi
}

/* Stale is who states later and knows less; what comes later may have been stated before. */
#ifdef BREAK_STALE_BY_ARRIVAL
#define IS_LATER(m) true
#else
#define IS_LATER(m) (m > shown_number)
#endif

/* The recipient decides about a message whose governance it has. */
inline judge(m) {
  waiting[m] = false;
#if MESSAGES > 1
  if
  :: shown && shown_later && !head[m] && IS_LATER(m) -> violation = true
  :: else
  fi;
  if
  :: !shown || m > shown_number -> shown = true; shown_number = m; shown_later = head[m]
  :: else
  fi;
#endif
  if
#ifndef BREAK_READ_AFTER_WITHDRAWAL
  :: knows_withdrawal -> owes_hold[m] = true
#else
  :: false
#endif
  :: else -> effects[m]++; owes_receipt[m] = true
  fi
}

/* ---- the sender's duties, for each message ---- */
proctype User(byte m) {
  /* Stated in order of their numbers; not stated at all once consent is withdrawn. */
  (m == 0 || accepted[0]);
  atomic {
    if
    :: here && !withdrawn -> accepted[m] = true; head[m] = later;
       if
       :: row[m] = Outbox
#ifdef BREAK_CONFIRM_BEFORE_COMMIT
       :: !calm   /* the sender crashes in between */
#endif
       fi
    :: skip
    fi
  }
}

/* Sealed and let out, again and again until the recipient has it, or taken back. */
proctype Send(byte m) {
  do
  :: atomic { here && row[m] == Outbox ->
       if
       :: may_go -> row[m] = InFlight; release(direct[m])
       :: else -> take_back(m)
       fi }
  :: atomic { here && row[m] == InFlight && !may_go -> take_back(m) }
#ifndef BREAK_NEVER_AGAIN
  :: atomic { here && row[m] == InFlight && may_go && up && !direct[m] && !expired_here -> release(direct[m]) }
#endif
  od
}

proctype TakeAck(byte m) {
  do
  :: atomic { here && ack[m] -> ack[m] = false;
       if
       :: row[m] == InFlight -> row[m] = None
       :: else
       fi }
  od
}

/* An acknowledgement ends what is owed, unless it is lost. */
inline acknowledge(owed) {
  if
  :: owed = false
  :: !calm
  fi
}

/* A receipt, or word that consent ended in flight. */
proctype TakeAnswer(byte m) {
  do
  :: atomic { here && owes_receipt[m] && (up || !calm) ->
       acknowledge(owes_receipt[m]);
#ifdef BREAK_UNDELIVERABLE_IS_FINAL
       if
       :: board[m] == Unknown -> board[m] = Delivered
       :: else
       fi;
#else
       board[m] = Delivered;   /* whatever was told before */
#endif
       row[m] = None }
  :: atomic { here && owes_hold[m] && (up || !calm) ->
       acknowledge(owes_hold[m]);
       board[m] = Held;
       row[m] = None }
  od
}

/* The lifetime is over: what is not known to have arrived comes back to its sender. */
proctype Expire(byte m) {
  do
#ifdef BREAK_ACK_IS_ENOUGH
  :: atomic { here && expired_here && row[m] != None && !told(m) -> row[m] = None; board[m] = Undeliverable }
#else
  :: atomic { here && expired_here && accepted[m] && !told(m) -> row[m] = None; board[m] = Undeliverable }
#endif
  od
}

/* ---- the recipient's duties ---- */
proctype Take(byte m) {
  do
  :: atomic { up && direct[m] && taking[m] == Nobody ->
       if
       :: direct[m] = false
       :: !calm   /* it comes once more */
       fi;
       taking[m] = Sender;
#ifdef BREAK_ACK_BEFORE_COMMIT
       ack[m] = true
#endif
     }
  :: atomic { up && carried[m] && taking[m] == Nobody -> taking[m] = Carrier }
  od
}

proctype Commit(byte m) {
  do
  :: atomic { taking[m] != Nobody ->
       if
       :: expired_there && !tombstone[m] -> skip    /* refused: the sender seals it anew or gives it up */
       :: else ->
          if
#ifdef BREAK_NO_TOMBSTONE
          :: false
#else
          :: tombstone[m]
#endif
          :: else -> tombstone[m] = true;
             if
             :: head[m] && !knows_later -> waiting[m] = true
             :: else -> judge(m)
             fi
          fi;
          if
          :: taking[m] == Sender -> ack[m] = true
          :: else -> acknowledge(carried[m])
          fi
       fi;
       taking[m] = Nobody }
  :: atomic { waiting[m] && knows_later -> judge(m) }
  od
}

/* How both learn what the team agrees on. */
active proctype Tell() {
  do
  :: atomic { here && up && later && !knows_later -> knows_later = true }
  :: atomic { here && up && withdrawn && !knows_withdrawal -> knows_withdrawal = true }
  :: atomic { here && up && knows_withdrawal && !withdrawn -> withdrawn = true }
  od
}

/* ---- what nobody owes: it may happen until all is calm ---- */
proctype Trouble(byte m) {
  do
  :: atomic { !calm && direct[m] -> direct[m] = false }
  :: atomic { !calm && ack[m] -> ack[m] = false }
#ifndef ORDER_ONLY
  :: atomic { !calm && taking[m] != Nobody -> taking[m] = Nobody }   /* the recipient crashes before its commit */
#endif
#ifdef BREAK_RECEIPT_IS_NOT_KEPT
  :: atomic { !calm && owes_receipt[m] -> owes_receipt[m] = false }
#endif
#ifndef ORDER_ONLY
  /* The carrier: what it is given it may keep and hand over, or drop; a recall is one reason among others. */
  :: atomic { here && !calm && row[m] == InFlight && may_go && !carried[m] && !expired_here ->
       release(carried[m]);
#ifdef BREAK_CARRIER_MAKES_FORGET
       row[m] = None
#endif
     }
  :: atomic { !calm && carried[m] -> carried[m] = false }
#endif
#ifdef BREAK_CARRIERS_WORD
  :: atomic { !calm && accepted[m] -> board[m] = Delivered; row[m] = None }
#endif
  od
}

active proctype World() {
  do
  :: atomic { !calm -> up = !up }
#ifndef ORDER_ONLY
  :: atomic { !calm -> here = !here }
#endif
  :: atomic { here && !calm && !later -> later = true }
  :: atomic { here && !calm && !withdrawn -> withdrawn = true }
  :: atomic { !calm && !knows_withdrawal -> knows_withdrawal = true }   /* stated at the recipient's */
  od
}

active proctype Calm() { calm = true }

/* Time passes by both clocks, or this run ends before the lifetime does. */
#ifndef ORDER_ONLY
active proctype Time() {
  if
  :: expired_here = true
  :: expired_there = true; expired_here = true
  :: expired_here = true; expired_there = true
  :: skip
  fi
}
#endif

init {
  atomic {
    byte m = 0;
    do
    :: m < MESSAGES ->
       run User(m); run Send(m); run TakeAck(m); run TakeAnswer(m); run Expire(m); run Take(m); run Commit(m);
       run Trouble(m);
       m++
    :: else -> break
    od
  }
}

/* ---- what must hold ---- */
#define can_talk (<> [] (here && up))
#define no_end   ([] (!expired_here && !expired_there))
#define allowed  ([] (!withdrawn && !knows_withdrawal))

/* At most one effect, however many copies come. */
ltl once { [] (effects[0] <= 1) }
/* The sender believes in an arrival only where there is one. */
ltl true_belief { [] (board[0] == Delivered -> effects[0] == 1) }
/* Nothing leaves the sender, directly or to a carrier, once the withdrawal is committed there. */
ltl nothing_after_withdrawal { [] (!released_late) }
/* Nothing comes into the inbox of a recipient that knows of the withdrawal. */
ltl unread_after_withdrawal { [] (knows_withdrawal && effects[0] == 0 -> [] (effects[0] == 0)) }
/* What was accepted is kept by its sender until the recipient has it or the user is told. */
ltl never_forgotten { [] (accepted[0] -> row[0] != None || tombstone[0] || told(0)) }
/* An honest message is never called a violation. */
ltl no_violation { [] (!violation) }
/* In the end the user knows, if the recipient stays or the lifetime ends while the sender's node runs. */
ltl told_in_the_end { (can_talk || <> [] (here && expired_here)) -> [] (accepted[0] -> <> told(0)) }
/* Allowed, in time, and the recipient there: it arrives, and the sender knows. */
ltl arrives { (can_talk && no_end && allowed) -> [] (accepted[0] -> <> (board[0] == Delivered)) }
/* A receipt that comes later corrects what was told. */
ltl corrected { can_talk -> [] (effects[0] == 1 -> <> (board[0] == Delivered)) }
/* What a carrier keeps when all is calm reaches the recipient, also where the sender is never on again. */
ltl carried_arrives { (<> [] up && no_end) -> [] (calm && carried[0] -> <> tombstone[0]) }
