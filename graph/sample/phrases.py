"""The sentences people say, by role; each slot is filled with words of the goal at hand.

Slots: {a} {b} two different words of the topic, {n} a small number, {day} a weekday, {cap} a
capability, {x} {y} marks of people.
"""

from __future__ import annotations

OPENING = (
    "The {a} is ready for a first look. Tell me what you think of the {b}.",
    "We changed the {a} this week, and the {b} behaves better already.",
    "Short note on the {a}: the numbers are in, and the {b} is the weak point.",
    "I spent the morning with the {a}. The {b} needs another round.",
    "Good news about the {a}: it held for {n} days in a row.",
    "The {b} is late, so the {a} moves to {day}.",
    "I wrote down what we know about the {a} and the {b}.",
    "Yesterday the {a} failed again. I suspect the {b}.",
    "Two visitors looked at the {a} and both asked about the {b}.",
    "Before {day} we should decide between the {a} and the {b}.",
    "The {a} is done on our side. What is left is the {b}.",
    "I compared {n} versions of the {a}; the simplest one won.",
)
QUESTION = (
    "Does anybody know why the {a} depends on the {b}?",
    "Who has the latest version of the {a}?",
    "How do you handle the {a} when the {b} is missing?",
    "Is there a reason why we keep the {a} and the {b} apart?",
    "What would break if we changed the {a} before {day}?",
    "Has somebody tried the {a} without the {b}?",
    "Can we trust the numbers of the {a} from last week?",
    "Where do I find the notes on the {a}?",
    "Should the {a} wait for the {b}, or the other way round?",
    "How many tries did you need for the {a}?",
)
ANSWER = (
    "Yes, the {a} needs the {b}, because the order matters here.",
    "We solved it by taking the {b} out first and then setting up the {a} again.",
    "The {a} is fine; look at the {b}, it was moved {n} weeks ago.",
    "I had the same with the {a}. Start with the {b}, then repeat.",
    "Take the version from {day}; it has the right {b}.",
    "The short answer is no. The {a} does not know about the {b}.",
    "Use the checklist for the {a}, step {n}. It covers the {b} too.",
    "It broke for us when the {b} was older than {n} weeks.",
)
REPLY = (
    "I agree about the {a}.",
    "That fits what we saw with the {b}.",
    "I am not sure. The {a} looked different on {day}.",
    "Could be the {b}. I can check it this afternoon.",
    "We should write this down next to the {a}.",
    "Let us try it with {n} samples first.",
    "Good point. I had forgotten the {b}.",
    "I would rather start with the {b}.",
    "Same here, the {a} took us {n} hours.",
    "I will bring the {a} to the meeting on {day}.",
    "The {b} should not stop us. Go ahead.",
    "Has anyone asked the people who use the {a} every day?",
    "I can take the {b} if somebody else takes the {a}.",
    "That would save us about {n} days.",
    "Fine with me.",
    "Please keep me posted about the {b}.",
)
THANKS = (
    "Thank you, that was it.",
    "Thanks, the {a} works now.",
    "Great, that helped. The {b} is fixed.",
    "Perfect, I will pass it on.",
)
PROGRESS = (
    "Work in progress: a rough draft for the {a}. The {b} is still open.",
    "Not finished, but shown early: my first try at the {a}.",
    "Half done: the {a} stands, the {b} does not. Comments are welcome.",
    "Here is what I have on the {a} so far; please be blunt about the {b}.",
)
ANNOUNCEMENT = (
    "From {day} on the {a} has a new owner in our team.",
    "The {a} passed its review. Next comes the {b}.",
    "Please note: the {b} is closed until {day}.",
    "The results for the {a} are published; {n} points are left.",
)
BOT_POST = (
    "Reminder: the entry for the {a} is due on {day}.",
    "Nightly check: {n} open points on the {a}.",
    "The list for the {b} was updated.",
)
SOCIAL_OPENING = (
    "The {a} is out of order until {day}.",
    "Who cares for the {a} this week?",
    "There is news about the {a}: it moves to the second floor.",
    "I have {n} places left for the {a}. Write to me.",
    "Does the {a} bother anybody else?",
    "A thank you to whoever mended the {a}.",
)
SOCIAL_REPLY = (
    "Count me in.",
    "Thanks for telling us.",
    "I can look after it on {day}.",
    "Same here.",
    "That made my day.",
    "Works for me.",
    "Ask at the front desk, they have the key.",
)
MINUTES = (
    "The {a}: {n} points closed, the {b} stays open.",
    "We agreed to finish the {a} by {day}.",
    "I report on the {a}. No surprises.",
    "The {b} needs help from another team.",
    "Next week we look at the {a} together.",
)
HELLO = (
    "Hello, I am new here and will work on the {a}. Glad to meet you all.",
    "Hi everybody, this is my first week. I start with the {a}.",
    "Good morning, I have just joined. Where do I begin with the {a}?",
)
WELCOME = (
    "Welcome {x}! Shall we have lunch on {day}? I will show you the {a}.",
    "Good that you are here, {x}. Ask me anything about the {a}.",
    "Welcome on board, {x}. I will send you my notes on the {b}.",
)
WELCOME_THANKS = (
    "Thank you for the warm welcome, {x}. {day} suits me well.",
    "Thanks {x}, I will come by with my questions.",
)
ALONE = (
    "Hello, I am new in the team and would like to meet you.",
    "Could somebody show me where the {a} is kept?",
    "I wrote a first note on the {a}. Is this the right place for it?",
    "I am still looking for somebody to ask about the {a}.",
    "Is there a regular meeting that I should join?",
)
ASK_UP = (
    "Why does the {a} get less time than the {b} this quarter?",
    "What will you do if the {a} does not arrive in time?",
    "Can we stop reporting on the {b} every week?",
    "Who decides about the {a}, and can we watch how it is done?",
    "Do you still believe in the {a} after what happened on {day}?",
    "Could one of us try the {a} without asking three times?",
)
ANSWER_DOWN = (
    "Fair question. I put the {a} first because the {b} can wait; tell me if you see it otherwise.",
    "I do not know yet. I will come back on {day} with an answer about the {a}.",
    "Yes, let us stop that. The {b} was my idea, and it did not help.",
    "You decide. If the {a} costs more than {n} days, talk to me.",
    "No, and here is why: without the {a} we would lose the {b}.",
)
NEED = (
    "Who can help with {cap}? We are stuck on the {a}.",
    "I am looking for somebody who knows {cap}; it is about the {a}.",
    "We need {cap} for the {a}, two hours would do. Who could join?",
)
HELP = (
    "I can help with {cap}. Send me what you have on the {a}.",
    "I did {cap} for years. Let us look at the {a} together on {day}.",
    "Here is how {cap} works in your case: begin with the {b}.",
)
HOLD = (
    "I cannot help with {cap} myself, but I will keep this until I meet somebody who can.",
    "Let me hold on to this one. I talk to many people and will ask around for {cap}.",
)
POINT = (
    "Ask {x}, who knows {cap}.",
    "{x} did something like this last year. You two should talk.",
)
INTRODUCE = (
    "{x}, meet {y}. You looked for {cap}, and this is somebody who lives it.",
    "{x} and {y}, I think you should talk about {cap}. I kept the question until today.",
)
OFFER = (
    "I have some free hours for {cap}. Write to me when you need it.",
    "Anybody who struggles with {cap} may come to my desk on {day}.",
)
PROPOSE = (
    "I would like to try something: {practice} for the {a}. Who backs it?",
    "Proposal for an experiment: {practice}. If the {b} gets no better in {n} weeks, we stop.",
)
BACK = (
    "I am in. We would try it with the {a}.",
    "You have my support.",
    "Let us do it, our team has the same trouble with the {b}.",
)
FINDING = (
    "Our experiment with {practice} is over. {finding}",
    "Result of {practice}: {finding}",
)
CARRY = (
    "This came up elsewhere and may help you with the {a}: {ref}",
    "I met this in another team. It fits the {b}: {ref}",
    "Have you seen this? {ref} It is about the {a}.",
)
BRIDGE = (
    "The other side of the house solved the {a} like this: {ref}",
    "I come from a talk with our colleagues. They ask how you treat the {a}; see {ref}",
    "Engineers and crews look at the {a} differently. Here is what I learned: {ref}",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
PRACTICES = (
    "a daily walk along the line", "pair visits with the crew", "one-page decisions",
    "meeting-free mornings", "show and tell on Fridays", "photo notes instead of forms",
    "a question box for leaders", "swap days between teams", "checklists on the van door",
    "small batches", "writing before talking", "a shared fault diary", "open demo hours",
    "red and green cards", "two-hour experiments", "silent reading at the start",
)  # fmt: skip
FINDINGS_GOOD = (
    "It saved {n} hours a week, and nobody wants to go back.",
    "Mistakes fell by a third within {n} weeks.",
    "Questions were answered on the same day in most cases.",
)
FINDINGS_BAD = (
    "It took more time than it saved; after {n} weeks we stopped.",
    "Only {n} people kept it up, so the numbers say nothing good.",
    "It helped the loud and not the quiet. We would do it differently.",
)
OUTCOMES = {
    "started": ("We start a weekly look at the {a}.", "A small group takes up the {a}."),
    "stopped": ("We stop the weekly report on the {b}.", "The {b} is no longer collected."),
    "changed": ("The {a} is decided in the team from now on.", "The {b} moves to another day."),
    "declined": ("The {a} stays as it is.", "No extra time for the {b}."),
}
REASONS = (
    "The cost is higher than the use this year.",
    "It would undo what another team has just finished.",
    "The law does not allow it.",
    "We tried it last year and it did not help.",
)
