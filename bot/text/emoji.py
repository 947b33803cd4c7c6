"""Emoji by the names GitHub and Slack gave them (`:rocket:`), the few hundred that posts use."""

from __future__ import annotations

_NAMES = """
    +1 👍 -1 👎 100 💯 1234 🔢 abc 🔤 airplane ✈ alarm_clock ⏰ alembic ⚗ alien 👽 ambulance 🚑 angry 😠
    anguished 😧 apple 🍎 arrow_down ⬇ arrow_forward ▶ arrow_heading_down ⤵ arrow_left ⬅ arrow_lower_right
    ↘ arrow_right ➡ arrow_up ⬆ arrow_upper_right ↗ art 🎨 astonished 😲 atom_symbol ⚛ baby 👶 baby_chick 🐤
    back 🔙 balloon 🎈 bangbang ‼ bar_chart 📊 battery 🔋 bear 🐻 beer 🍺 beers 🍻 beetle 🐞 bell 🔔 bento 🍱
    bicyclist 🚴 bird 🐦 birthday 🎂 blossom 🌼 blue_book 📘 blue_heart 💙 blush 😊 boat ⛵ bomb 💣 book 📖
    bookmark 🔖 bookmark_tabs 📑 books 📚 boom 💥 bow 🙇 bowling 🎳 brain 🧠 bread 🍞 briefcase 💼 broken_heart 💔
    bug 🐛 building_construction 🏗 bulb 💡 bus 🚌 busts_in_silhouette 👥 butterfly 🦋 cactus 🌵 cake 🍰
    calendar 📆 calling 📲 camel 🐫 camera 📷 candy 🍬 card_index_dividers 🗂 cat 🐱 chart 💹
    chart_with_downwards_trend 📉 chart_with_upwards_trend 📈 checkered_flag 🏁 cherry_blossom 🌸 chicken 🐔
    children_crossing 🚸 clap 👏 clapper 🎬 clipboard 📋 clock1 🕐 closed_book 📕 closed_lock_with_key 🔐 cloud
    ☁ clown_face 🤡 coffee ☕ cold_sweat 😰 collision 💥 computer 💻 confetti_ball 🎊 confounded 😖 confused 😕
    construction 🚧 construction_worker 👷 control_knobs 🎛 cookie 🍪 cool 🆒 copyright © credit_card 💳
    crossed_fingers 🤞 crown 👑 cry 😢 crystal_ball 🔮 cupid 💘 dancer 💃 dart 🎯 dash 💨 date 📅 deciduous_tree
    🌳 desktop_computer 🖥 detective 🕵 diamond_shape_with_a_dot_inside 💠 disappointed 😞 dizzy 💫 dna 🧬 dog
    🐶 dollar 💵 dolphin 🐬 door 🚪 dove 🕊 dragon 🐉 droplet 💧 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏
    egg 🍳 eight 8️⃣ electric_plug 🔌 elephant 🐘 email ✉ envelope ✉ envelope_with_arrow 📩 exclamation ❗
    exploding_head 🤯 expressionless 😑 eye 👁 eyeglasses 👓 eyes 👀 face_with_monocle 🧐 facepalm 🤦 factory 🏭
    fearful 😨 feet 🐾 file_folder 📁 fire 🔥 firecracker 🧨 fish 🐟 fist ✊ five 5️⃣ flag_in_hole ⛳ flashlight
    🔦 flexed_biceps 💪 floppy_disk 💾 flushed 😳 four 4️⃣ four_leaf_clover 🍀 fox_face 🦊 free 🆓 frog 🐸
    fuelpump ⛽ game_die 🎲 gear ⚙ gem 💎 ghost 👻 gift 🎁 gift_heart 💝 globe_with_meridians 🌐 goal_net 🥅
    goat 🐐 green_book 📗 green_circle 🟢 green_heart 💚 grey_exclamation ❕ grey_question ❔ grimacing 😬 grin
    😁 grinning 😀 guitar 🎸 hammer 🔨 hammer_and_pick ⚒ hammer_and_wrench 🛠 hamster 🐹 hand ✋ handshake 🤝
    hankey 💩 hatched_chick 🐥 hatching_chick 🐣 headphones 🎧 hear_no_evil 🙉 heart ❤ heart_eyes 😍
    heavy_check_mark ✔ heavy_exclamation_mark ❗ heavy_minus_sign ➖ heavy_plus_sign ➕ herb 🌿 hibiscus 🌺
    honeybee 🐝 horse 🐴 hot_face 🥵 hotsprings ♨ hourglass ⌛ hourglass_flowing_sand ⏳ house 🏠 hugging_face
    🤗 hugs 🤗 hushed 😯 ice_cream 🍨 id 🆔 inbox_tray 📥 information_source ℹ innocent 😇 iphone 📱 joy 😂 key 🔑
    keyboard ⌨ kissing_heart 😘 label 🏷 large_blue_circle 🔵 laughing 😆 leaves 🍃 ledger 📒 left_right_arrow
    ↔ lemon 🍋 light_bulb 💡 link 🔗 lipstick 💄 lock 🔒 lollipop 🍭 loop ➿ loudspeaker 📢 love_letter 💌
    low_brightness 🔅 luggage 🧳 mag 🔍 mag_right 🔎 magnet 🧲 mailbox 📫 man 👨 mans_shoe 👞 maple_leaf 🍁 mask
    😷 mega 📣 memo 📝 microphone 🎤 microscope 🔬 milky_way 🌌 money_with_wings 💸 moneybag 💰 monkey 🐒
    monkey_face 🐵 moon 🌔 mortar_board 🎓 mountain ⛰ mouse 🐭 movie_camera 🎥 muscle 💪 mushroom 🍄
    musical_keyboard 🎹 musical_note 🎵 nail_care 💅 name_badge 📛 nerd_face 🤓 neutral_face 😐 new 🆕
    newspaper 📰 night_with_stars 🌃 nine 9️⃣ no_bell 🔕 no_entry ⛔ no_entry_sign 🚫 no_good 🙅 notebook 📓
    notes 🎶 nut_and_bolt 🔩 o ⭕ ocean 🌊 octopus 🐙 ok 🆗 ok_hand 👌 old_key 🗝 one 1️⃣ open_book 📖
    open_file_folder 📂 open_hands 👐 open_mouth 😮 orange_book 📙 orange_circle 🟠 owl 🦉 package 📦
    page_facing_up 📄 page_with_curl 📃 palm_tree 🌴 panda_face 🐼 paperclip 📎 partly_sunny ⛅ party_popper 🎉
    partying_face 🥳 passport_control 🛂 pear 🍐 pencil 📝 pencil2 ✏ penguin 🐧 pensive 😔 performing_arts 🎭
    persevere 😣 phone ☎ pig 🐷 pill 💊 pineapple 🍍 pizza 🍕 point_down 👇 point_left 👈 point_right 👉
    point_up ☝ point_up_2 👆 poodle 🐩 poop 💩 postbox 📮 potato 🥔 pouch 👝 pray 🙏 printer 🖨 purple_heart 💜
    pushpin 📌 question ❓ rabbit 🐰 racehorse 🐎 radio 📻 radio_button 🔘 rage 😡 rainbow 🌈 raised_hand ✋
    raised_hands 🙌 raising_hand 🙋 ram 🐏 recycle ♻ red_circle 🔴 registered ® relaxed ☺ relieved 😌 repeat
    🔁 revolving_hearts 💞 ribbon 🎀 ring 💍 robot 🤖 rocket 🚀 rofl 🤣 roll_eyes 🙄
    rolling_on_the_floor_laughing 🤣 rose 🌹 rotating_light 🚨 round_pushpin 📍 runner 🏃 running 🏃 sailboat
    ⛵ santa 🎅 satellite 📡 satisfied 😆 saxophone 🎷 school 🏫 scissors ✂ scream 😱 scroll 📜 see_no_evil 🙈
    seedling 🌱 seven 7️⃣ shark 🦈 sheep 🐑 shield 🛡 ship 🚢 shopping_cart 🛒 shower 🚿 shrug 🤷 six 6️⃣ skull
    💀 sleeping 😴 sleepy 😪 slightly_smiling_face 🙂 sloth 🦥 small_blue_diamond 🔹 small_orange_diamond 🔸
    small_red_triangle 🔺 smile 😄 smile_cat 😸 smiley 😃 smirk 😏 snail 🐌 snake 🐍 snowflake ❄ snowman ☃ sob
    😭 soccer ⚽ soon 🔜 sos 🆘 sound 🔉 space_invader 👾 sparkle ❇ sparkler 🎇 sparkles ✨ sparkling_heart 💖
    speak_no_evil 🙊 speaker 🔈 speech_balloon 💬 speedboat 🚤 spider 🕷 star ⭐ star2 🌟 stars 🌠 stop_sign 🛑
    stopwatch ⏱ stuck_out_tongue 😛 studio_microphone 🎙 sun_with_face 🌞 sunflower 🌻 sunglasses 😎 sunny ☀
    sunrise 🌅 surfer 🏄 sushi 🍣 sweat 😓 sweat_drops 💦 sweat_smile 😅 syringe 💉 tada 🎉 tangerine 🍊 tea 🍵
    telephone ☎ telescope 🔭 tennis 🎾 test_tube 🧪 thermometer 🌡 thinking 🤔 thinking_face 🤔
    thought_balloon 💭 three 3️⃣ thumbsdown 👎 thumbsup 👍 thunder_cloud_and_rain ⛈ ticket 🎫 tiger 🐯
    tired_face 😫 tm ™ toolbox 🧰 tools 🛠️ top 🔝 tractor 🚜 traffic_light 🚥 train 🚋 triangular_flag_on_post
    🚩 trident 🔱 triumph 😤 trolleybus 🚎 trophy 🏆 tropical_fish 🐠 truck 🚚 tulip 🌷 turtle 🐢 tv 📺
    twisted_rightwards_arrows 🔀 two 2️⃣ two_hearts 💕 umbrella ☂ unamused 😒 underage 🔞 unlock 🔓 up 🆙 v ✌
    vertical_traffic_light 🚦 vhs 📼 video_camera 📹 video_game 🎮 violin 🎻 volcano 🌋 vs 🆚 walking 🚶 warning
    ⚠ watch ⌚ watermelon 🍉 wave 👋 wavy_dash 〰 weary 😩 whale 🐳 wheelchair ♿ white_check_mark ✅
    white_circle ⚪ white_flower 💮 white_large_square ⬜ wilted_flower 🥀 wind_chime 🎐 wine_glass 🍷 wink 😉
    wolf 🐺 woman 👩 world_map 🗺 worried 😟 wrench 🔧 writing_hand ✍ x ❌ yellow_heart 💛 yum 😋 zap ⚡ zero 0️⃣
    zzz 💤
""".split()  # noqa: SIM905

EMOJI = dict(zip(_NAMES[::2], _NAMES[1::2], strict=True))
"""Name without colons to emoji."""
